"""Freezing days of a plan: what would come of it, and doing it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from apps.accounts.models import User
from apps.drafts.amending import amend_record
from apps.meal_plans.dates import Shift, dates_of, shifts
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.models import MealPlan, Status


@dataclass(frozen=True)
class Preview:
    """What becomes of a plan whose frozen dates change: the days that move, and the plans they run into."""

    shifts: list[Shift]
    old_end: date
    new_end: date
    clashes: list[MealPlan]


def preview_of(plan: MealPlan, frozen: Collection[date]) -> Preview:
    """What it comes to when `frozen` are the frozen dates of `plan`. Two queries."""
    days = max(plan.length_days, 1)
    dates = dates_of(plan.start_date, days, frozen)
    return Preview(
        shifts=shifts(plan.start_date, days, plan.frozen, frozen),
        old_end=plan.end_date,
        new_end=dates[-1],
        clashes=clashes(plan, dates),
    )


def clashes(plan: MealPlan, dates: Iterable[date]) -> list[MealPlan]:
    """The client's later plans, not put away, with a day on one of `dates`; the next one first."""
    wanted = set(dates)
    later = MealPlan.objects.filter(
        client=plan.client_id,
        start_date__gte=plan.start_date,
        start_date__lte=max(wanted),
        status__in=[Status.DRAFT, Status.PUBLISHED],
    ).exclude(pk=plan.pk)
    others = later.defer("menu", "figures").order_by("start_date", "pk")
    return [other for other in others if wanted.intersection(other.dates())]


def freeze_days(plan: MealPlan, frozen: Collection[date], *, by: User, version: int) -> bool:
    """Makes `frozen` the frozen dates of the plan, as a saved version on top of `version`.

    False when that is not the present one (any more).
    """
    columns = {"frozen_dates": [day.isoformat() for day in sorted(frozen)]}
    return amend_record(by, MEAL_PLAN, plan.pk, version=version, columns=columns) is not None
