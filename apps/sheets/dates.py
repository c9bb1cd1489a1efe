"""On which date a day of a plan is. The one place that knows, for paper, tables and shared pages."""

from datetime import date, timedelta

from apps.meal_plans.models import MealPlan


def date_of(plan: MealPlan, index: int) -> date:
    """The date of the day with that number, counted from 0."""
    return plan.start_date + timedelta(days=index)
