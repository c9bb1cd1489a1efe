from django.apps import AppConfig


class MealPlansConfig(AppConfig):
    name = "apps.meal_plans"
