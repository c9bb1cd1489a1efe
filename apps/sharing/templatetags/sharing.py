"""What the page of a plan shows of its links."""

from django import template
from django.db.models import QuerySet

from apps.meal_plans.models import MealPlan
from apps.sharing.models import ShareLink

register = template.Library()


@register.simple_tag
def links_of(plan: MealPlan) -> QuerySet[ShareLink]:
    """Its links, latest first. Two queries."""
    return ShareLink.objects.of_plan(plan)
