"""Addresses of the diet_templates app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
