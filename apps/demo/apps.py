from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The fictitious practice; nothing else imports it."""

    name = "apps.demo"
