"""Addresses of the dashboard, of the search, and of the settings of the practice."""

from django.urls import path

from apps.dashboard import search_views, views
from apps.dashboard.practice import practice

app_name = "dashboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("practice/", practice, name="practice"),
    path("search/", search_views.search_page, name="search"),
    path("api/search/", search_views.search_api, name="search_api"),
]
