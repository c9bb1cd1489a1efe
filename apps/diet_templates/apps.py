from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DietTemplatesConfig(AppConfig):
    name = "apps.diet_templates"
    verbose_name = _("diet templates")

    def ready(self) -> None:
        """Gives the form of a diet template its autosave, Django admin its import."""
        from apps.diet_templates.admin_import import template_import
        from apps.diet_templates.kinds import DIET_TEMPLATE
        from apps.drafts.kinds import register
        from apps.exchange.kinds import register as register_import

        register(DIET_TEMPLATE)
        register_import(template_import(DIET_TEMPLATE, _("Import diet templates")))
