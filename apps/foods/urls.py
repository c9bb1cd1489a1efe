"""Addresses of the foods app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
