from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    name = "apps.sheets"
    verbose_name = _("sheets")

    def ready(self) -> None:
        """Registers the check for what PDF files need."""
        from apps.sheets import checks  # noqa: F401
