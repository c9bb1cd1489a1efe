"""What apps.drafts has to know about the forms of meal plans and their templates."""

from typing import cast
from uuid import UUID

from apps.accounts.models import User
from apps.diet_templates.kinds import blank_menu, template_kind
from apps.drafts.kinds import Kind, allowed_row
from apps.meal_plans.forms import MealPlanForm, MealPlanTemplateForm
from apps.meal_plans.models import MealPlan, MealPlanTemplate
from apps.meal_plans.news import plan_saved


def find_plan(user: User, key: UUID) -> MealPlan | None:
    """The plan `key` for changing; None while nobody has saved one under that key.

    Raises Http404 when there is one that `user` may not change.
    """
    plans = MealPlan.objects.editable_by(user).select_related("client")
    return cast(MealPlan | None, allowed_row(plans, MealPlan.objects, key))


def find_plan_version(user: User, key: UUID) -> int | None:
    """The same, its version alone."""
    versions = MealPlan.objects.editable_by(user).values_list("version", flat=True)
    return cast(int | None, allowed_row(versions, MealPlan.objects, key))


def may_create_plans(user: User) -> bool:
    """Everybody may: for which clients, the form decides."""
    return True


MEAL_PLAN_TEMPLATE = template_kind("meal-plan-template", MealPlanTemplate, MealPlanTemplateForm)
MEAL_PLAN = Kind(
    name="meal-plan",
    form=MealPlanForm,
    find=find_plan,
    find_version=find_plan_version,
    may_create=may_create_plans,
    blank=blank_menu,
    saved=plan_saved,
)
