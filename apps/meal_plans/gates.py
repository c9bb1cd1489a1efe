"""The only ways to a meal plan or its template: each fetches it for one person or ends in 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan, MealPlanTemplate


def get_meal_plan_template(user: User, pk: UUID) -> MealPlanTemplate:
    """The meal plan template `pk` for reading."""
    template: MealPlanTemplate = get_object_or_404(MealPlanTemplate.objects.visible_to(user), pk=pk)
    return template


def get_meal_plan_template_rw(user: User, pk: UUID) -> MealPlanTemplate:
    """The meal plan template `pk` for changing."""
    template: MealPlanTemplate = get_object_or_404(MealPlanTemplate.objects.editable_by(user), pk=pk)
    return template


def get_meal_plan(user: User, pk: UUID) -> MealPlan:
    """The meal plan `pk` for reading."""
    return get_object_or_404(MealPlan.objects.visible_to(user).select_related("client"), pk=pk)


def get_meal_plan_rw(user: User, pk: UUID) -> MealPlan:
    """The meal plan `pk` for changing."""
    return get_object_or_404(MealPlan.objects.editable_by(user).select_related("client"), pk=pk)


def get_meal_plan_to_publish(user: User, pk: UUID) -> MealPlan:
    """The meal plan `pk` for publishing, taking back and putting away."""
    return get_object_or_404(MealPlan.objects.publishable_by(user), pk=pk)
