"""Addresses of the drafts app."""

from django.urls import path

from apps.drafts import api

app_name = "drafts"
urlpatterns = [
    # /api/drafts/
    path("", api.drafts, name="api"),
]
