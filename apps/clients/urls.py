"""Addresses of the clients app."""

from django.urls import URLPattern

app_name = "clients"
urlpatterns: list[URLPattern] = []
