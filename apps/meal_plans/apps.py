from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MealPlansConfig(AppConfig):
    name = "apps.meal_plans"
    verbose_name = _("meal plans")

    def ready(self) -> None:
        """Gives the forms autosave and templates an import, says what hangs on a client, connects news."""
        from apps.clients.belongings import Belonging, Part, add_belonging, add_part
        from apps.clients.news import diet_changed
        from apps.diet_templates.admin_import import template_import
        from apps.drafts.kinds import register
        from apps.exchange.kinds import register as register_import
        from apps.foods.tags import tags_changed
        from apps.meal_plans import diet_news
        from apps.meal_plans.current import clients_on_a_plan
        from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
        from apps.meal_plans.models import MealPlan, PlanStep

        register(MEAL_PLAN_TEMPLATE)
        register(MEAL_PLAN)
        register_import(template_import(MEAL_PLAN_TEMPLATE, _("Import meal plan templates")))
        add_belonging(Belonging(MEAL_PLAN.name, "meal_plans", MealPlan, "name", clients_on_a_plan))
        add_part(Part("meal_plans", "steps", PlanStep, to="plan"))
        diet_changed.connect(diet_news.diet_changed)
        tags_changed.connect(diet_news.food_tags_changed)
