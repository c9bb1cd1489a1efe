"""Addresses of shared plans: /s/ for everybody with a link, the others for those who make it."""

from django.urls import path

from apps.sharing import public, views

app_name = "sharing"
urlpatterns = [
    # /meal-plans/<id>/share/
    path("meal-plans/<uuid:pk>/share/", views.share, name="share"),
    path("meal-plans/<uuid:pk>/share/<uuid:link>/revoke/", views.revoke, name="revoke"),
    # /s/
    path("s/<str:token>/", public.shared_plan, name="plan"),
    path("s/<str:token>/plan.pdf", public.shared_pdf, name="pdf"),
]
