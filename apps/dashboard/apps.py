from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "apps.dashboard"

    def ready(self) -> None:
        """Gives the settings of the practice their autosave."""
        from apps.dashboard.practice import PRACTICE
        from apps.drafts.kinds import register

        register(PRACTICE)
