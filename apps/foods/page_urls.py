"""Addresses of the pages about foods."""

from django.urls import path

from apps.foods import pages

app_name = "food-pages"
urlpatterns = [
    # /foods/
    path("", pages.food_list, name="list"),
    path("create/", pages.own_food_create, name="create"),
    path("create-recipe/", pages.recipe_create, name="create-recipe"),
    # /foods/<id>/
    path("<uuid:pk>/", pages.food_detail, name="detail"),
    path("<uuid:pk>/edit/", pages.own_food_edit, name="edit"),
    path("<uuid:pk>/recipe/", pages.recipe_edit, name="edit-recipe"),
    path("<uuid:pk>/correct/", pages.food_correct, name="correct"),
    path("<uuid:pk>/take-back/", pages.food_take_back, name="take-back"),
    path("<uuid:pk>/star/", pages.food_star, name="star"),
]
