"""The project itself, as far as it is an app: it has checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "dtps"
    verbose_name = "DTPS"

    def ready(self) -> None:
        """Registers the system checks."""
        import dtps.checks  # noqa: F401
