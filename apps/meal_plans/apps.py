from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MealPlansConfig(AppConfig):
    name = "apps.meal_plans"
    verbose_name = _("meal plans")

    def ready(self) -> None:
        """Gives the forms of plans and their templates autosave."""
        from apps.drafts.kinds import register
        from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE

        register(MEAL_PLAN_TEMPLATE)
        register(MEAL_PLAN)
