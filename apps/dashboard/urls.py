"""Addresses of the dashboard and of the settings of the practice."""

from django.urls import path

from apps.dashboard import views
from apps.dashboard.practice import practice

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("practice/", practice, name="practice"),
]
