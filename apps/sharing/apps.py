from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "apps.sharing"
    verbose_name = _("shared links")

    def ready(self) -> None:
        """Says that links hang on meal plans, and so on clients."""
        from apps.clients.belongings import Part, add_part
        from apps.sharing.models import ShareLink

        secrets = ("token_hash", "code_hash")
        add_part(Part("meal_plans", "share_links", ShareLink, to="plan", withheld=secrets))
