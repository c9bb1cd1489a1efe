"""Addresses of the API of saved meals."""

from django.urls import path

from apps.saved_meals import api

app_name = "saved-meals-api"
urlpatterns = [
    # /api/saved-meals/
    path("", api.saved_meals, name="list"),
    path("<uuid:pk>/", api.saved_meal, name="one"),
]
