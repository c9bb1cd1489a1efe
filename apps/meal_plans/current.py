"""Plans in time: which ones run today, which end soon, and the plans of one client in their order.

The last day of a plan follows from its first and its length, so the database finds those that began in reach
and Python looks at the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from apps.meal_plans.models import MealPlan, MealPlanQuerySet, Status
from apps.menus.document import MAX_DAYS


def running(plans: MealPlanQuerySet, day: date) -> list[MealPlan]:
    """Those published `plans` that cover `day`, without their menus."""
    earliest = day - timedelta(days=2 * MAX_DAYS)  # half of which may be frozen
    reach = plans.filter(status=Status.PUBLISHED, start_date__lte=day, start_date__gt=earliest)
    begun = reach.defer("menu", "figures").order_by("start_date", "pk")
    return [plan for plan in begun if plan.end_date >= day]


def clients_on_a_plan() -> set[UUID]:
    """The keys of all clients with a published plan for today."""
    return {plan.client_id for plan in running(MealPlan.objects.all(), timezone.localdate())}


@dataclass(frozen=True)
class PlansInTime:
    """The plans of one client: `past` with those put away, `drafts` what the client was not given yet."""

    current: Sequence[MealPlan]
    coming: Sequence[MealPlan]
    drafts: Sequence[MealPlan]
    past: Sequence[MealPlan]


def in_time(plans: Iterable[MealPlan], today: date) -> PlansInTime:
    """`plans` (latest start first) by where they stand on `today`; `coming` with the next one first."""
    current: list[MealPlan] = []
    coming: list[MealPlan] = []
    drafts: list[MealPlan] = []
    past: list[MealPlan] = []
    for plan in plans:
        if plan.is_archived or (plan.is_published and plan.end_date < today):
            past.append(plan)
        elif not plan.is_published:
            drafts.append(plan)
        elif plan.start_date > today:
            coming.append(plan)
        else:
            current.append(plan)
    return PlansInTime(current, coming[::-1], drafts, past)
