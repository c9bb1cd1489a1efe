from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MealPlansConfig(AppConfig):
    name = "apps.meal_plans"
    verbose_name = _("meal plans")

    def ready(self) -> None:
        """Gives the forms autosave, says what hangs on a client, connects what plans are held against."""
        from apps.clients.belongings import Belonging, add_belonging
        from apps.clients.news import diet_changed
        from apps.drafts.kinds import register
        from apps.foods.tags import tags_changed
        from apps.meal_plans import diet_news
        from apps.meal_plans.current import clients_on_a_plan
        from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
        from apps.meal_plans.models import MealPlan

        register(MEAL_PLAN_TEMPLATE)
        register(MEAL_PLAN)
        add_belonging(Belonging(MEAL_PLAN.name, "meal_plans", MealPlan, "name", clients_on_a_plan))
        diet_changed.connect(diet_news.diet_changed)
        tags_changed.connect(diet_news.food_tags_changed)
