"""Plans that were made from a template and still run, while the template has moved on."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.meal_plans.models import MealPlan, Status
from apps.menus.document import MAX_DAYS

# What lists of them show; neither menus nor figures.
NEEDED = ("name", "client", "start_date", "length_days", "frozen_dates", "status", "source_version")


def plans_behind(user: User, kind: str, template: TemplateRecord) -> list[MealPlan]:
    """The plans that `user` may change, neither put away nor over, made from an earlier version of `template`
    (of `kind`); the earliest version first. Two queries."""
    today = timezone.localdate()
    plans = MealPlan.objects.editable_by(user).filter(
        source_id=template.pk,
        source_kind=kind,
        source_version__lt=template.version,
        start_date__gt=today - timedelta(days=2 * MAX_DAYS),  # half of which may be frozen
        status__in=[Status.DRAFT, Status.PUBLISHED],
    )
    found = plans.only(*NEEDED).order_by("start_date", "pk")
    return sorted(
        (plan for plan in found if plan.end_date >= today), key=lambda plan: plan.source_version or 0
    )


def by_version(plans: list[MealPlan]) -> list[tuple[int, int]]:
    """How many of `plans` are on each version: (version, count), the earliest first."""
    return sorted(Counter(plan.source_version or 0 for plan in plans).items())
