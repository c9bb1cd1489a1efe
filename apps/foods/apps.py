from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoodsConfig(AppConfig):
    name = "apps.foods"
    verbose_name = _("foods")

    def ready(self) -> None:
        """Gives the forms of own foods, recipes and corrections their autosave, Django admin its import."""
        from apps.drafts.kinds import register
        from apps.exchange.kinds import register as register_import
        from apps.foods.admin_import import FOOD_TABLE
        from apps.foods.kinds import KINDS

        for kind in KINDS:
            register(kind)
        register_import(FOOD_TABLE)
