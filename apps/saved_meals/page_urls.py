"""Addresses of the pages of saved meals."""

from django.urls import path

from apps.saved_meals import pages

app_name = "saved-meals"
urlpatterns = [
    # /saved-meals/
    path("", pages.meal_list, name="list"),
    path("<uuid:pk>/", pages.meal_detail, name="detail"),
    path("<uuid:pk>/remove/", pages.meal_remove, name="remove"),
    path("<uuid:pk>/restore/", pages.meal_restore, name="restore"),
]
