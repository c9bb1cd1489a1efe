from django.apps import AppConfig


class FoodsConfig(AppConfig):
    name = "apps.foods"
