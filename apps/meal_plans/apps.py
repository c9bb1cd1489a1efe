from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MealPlansConfig(AppConfig):
    name = "apps.meal_plans"
    verbose_name = _("meal plans")

    def ready(self) -> None:
        """Gives the forms of plans and their templates autosave, and says what hangs on a client."""
        from apps.clients.belongings import Belonging, add_belonging
        from apps.drafts.kinds import register
        from apps.meal_plans.current import clients_on_a_plan
        from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
        from apps.meal_plans.models import MealPlan

        register(MEAL_PLAN_TEMPLATE)
        register(MEAL_PLAN)
        add_belonging(Belonging(MEAL_PLAN.name, "meal_plans", MealPlan, "name", clients_on_a_plan))
