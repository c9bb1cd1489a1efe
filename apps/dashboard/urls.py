"""Addresses of the dashboard and of the search."""

from django.urls import path

from apps.dashboard import search_views, views

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", search_views.search_page, name="search"),
    path("api/search/", search_views.search_api, name="search_api"),
]
