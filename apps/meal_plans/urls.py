"""Addresses of the meal_plans app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
