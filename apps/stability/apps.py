from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _


class StabilityConfig(AppConfig):
    name = "apps.stability"
    verbose_name = _("Stability")

    def ready(self) -> None:
        """Has what is counted written down after responses."""
        from apps.stability.tallies import ledger

        if settings.TALLY_SECONDS:
            request_finished.connect(ledger.soon)
