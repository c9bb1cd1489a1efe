"""Addresses for operators."""

from django.urls import path

from apps.stability import views

app_name = "stability"
urlpatterns = [
    path("metrics", views.metrics, name="metrics"),
]
