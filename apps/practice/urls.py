"""Addresses of the logo."""

from django.urls import path

from apps.practice import views

app_name = "practice"
urlpatterns = [
    # /practice/logo/
    path("", views.logo, name="logo"),
    path("change/", views.logo_change, name="logo-change"),
    path("remove/", views.logo_remove, name="logo-remove"),
]
