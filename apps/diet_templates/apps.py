from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DietTemplatesConfig(AppConfig):
    name = "apps.diet_templates"
    verbose_name = _("diet templates")

    def ready(self) -> None:
        """Gives the form of a diet template its autosave."""
        from apps.diet_templates.kinds import DIET_TEMPLATE
        from apps.drafts.kinds import register

        register(DIET_TEMPLATE)
