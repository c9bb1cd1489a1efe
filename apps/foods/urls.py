"""Addresses of the foods app."""

from django.urls import path

from apps.foods import views

app_name = "foods"
urlpatterns = [
    # /api/foods/
    path("", views.foods, name="api"),
    # /api/foods/<id>/
    path("<uuid:pk>/star/", views.starred, name="star"),
    # /api/foods/match/
    path("match/", views.match, name="match"),
]
