from django.apps import AppConfig


class DietTemplatesConfig(AppConfig):
    name = "apps.diet_templates"
