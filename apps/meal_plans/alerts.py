"""What a later change of a client's allergies, or of a food's tags, touches in coming plans.

Nothing is changed by itself: the client's page shows it until each line is changed or has a reason, and the
care team is told once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.clients.models import Client
from apps.foods.tags import Facts, facts_for
from apps.meal_plans.guarding import diet_of
from apps.meal_plans.models import MealPlan, Status
from apps.menus.document import MAX_DAYS
from apps.menus.guard import Finding, check
from apps.menus.judging import label_of
from apps.menus.reading import food_ids, readable

Wanted = Callable[[Finding], bool]


@dataclass(frozen=True)
class Touched:
    """The coming days of one plan that go against one allergy or restriction, and by which foods."""

    plan: MealPlan
    days: list[date] = field(default_factory=list)
    foods: list[str] = field(default_factory=list)

    def add(self, day: date, food: str) -> None:
        """One more line; days and foods are named once."""
        if day not in self.days:
            self.days.append(day)
        if food and food not in self.foods:
            self.foods.append(food)


@dataclass(frozen=True)
class Alert:
    """One allergy or restriction of a client, and the coming plans that go against it."""

    finding: Finding  # any of them: its kind and code
    plans: list[Touched]

    @property
    def label(self) -> str:
        """The allergen or restriction, in the language of whoever reads."""
        return label_of(self.finding)

    @property
    def reach(self) -> str:
        """ "3 coming days of 2 plans"."""
        count = sum(len(touched.days) for touched in self.plans)
        days = ngettext("%(count)s coming day", "%(count)s coming days", count) % {"count": count}
        plans = ngettext("%(count)s plan", "%(count)s plans", len(self.plans)) % {"count": len(self.plans)}
        return _("%(days)s of %(plans)s") % {"days": days, "plans": plans}


def alerts_of(client: Client, wanted: Wanted = lambda finding: True) -> list[Alert]:
    """What in the coming days of the client's plans goes against an allergy or a restriction of theirs, and
    has no reason. Two queries; none for a client without any."""
    diet = diet_of(client)
    if client.is_archived or not (diet.allergies or diet.restrictions):
        return []
    plans = list(coming_plans([client]))
    facts = facts_for(set().union(*(food_ids(readable(plan.menu)) for plan in plans))) if plans else {}
    return alerts_among(client, plans, facts, wanted)


def alerts_among(
    client: Client, plans: Iterable[MealPlan], facts: Mapping[str, Facts], wanted: Wanted
) -> list[Alert]:
    """The same for `plans` of the client whose foods are known. Asks nothing of the database."""
    found: dict[tuple[str, str], tuple[Finding, dict[Any, Touched]]] = {}
    for plan, day, finding in _coming_hits(client, plans, facts):
        if wanted(finding):
            _first, touched = found.setdefault((finding.kind, finding.code), (finding, {}))
            touched.setdefault(plan.pk, Touched(plan)).add(day, finding.name)
    return [Alert(first, list(touched.values())) for first, touched in found.values()]


def coming_plans(clients: Iterable[Client]) -> Iterator[MealPlan]:
    """The plans of these clients, drafts as well, with days from today on, with their menus. One query."""
    today = timezone.localdate()
    plans = MealPlan.objects.filter(
        client__in=[client.pk for client in clients],
        start_date__gt=today - timedelta(days=2 * MAX_DAYS),  # half of which may be frozen
        status__in=[Status.DRAFT, Status.PUBLISHED],
    )
    needed = ("name", "client", "start_date", "length_days", "frozen_dates", "status", "menu", "overrides")
    for plan in plans.order_by("start_date", "pk").only(*needed):
        if plan.end_date >= today:
            yield plan


def _coming_hits(
    client: Client, plans: Iterable[MealPlan], facts: Mapping[str, Facts]
) -> Iterator[tuple[MealPlan, date, Finding]]:
    today, diet = timezone.localdate(), diet_of(client)
    for plan in plans:
        for number, day in enumerate(readable(plan.menu)["days"]):
            when = plan.date_of(number)
            if when >= today:
                for finding in check({"days": [day]}, facts, diet):
                    if finding.is_hit and finding.key not in (plan.overrides or {}):
                        yield plan, when, finding
