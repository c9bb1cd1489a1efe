"""What asks for somebody's attention today: plans that end, clients without one, what colleagues changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.clients.models import Client, ClientNote, ClientQuerySet, Measurement
from apps.meal_plans.current import running
from apps.meal_plans.models import MealPlan

ENDS_WITHIN = 7  # days, today included
CHANGED_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Today:
    """Plans that end soon without another one after them, the first to end first; clients without any plan
    for today; and how many there are of both."""

    ending: Sequence[MealPlan]
    ending_count: int
    unplanned: Sequence[Client]
    unplanned_count: int


def today_of(user: User, clients: ClientQuerySet, most: int) -> Today:
    """What runs today for `clients` of `user`, at most `most` of each: six queries however many there are."""
    day = timezone.localdate()
    plans = running(MealPlan.objects.visible_to(user), day)
    carried_on = _clients_with_a_plan_on(user, day + timedelta(days=ENDS_WITHIN))
    active = set(clients.values_list("pk", flat=True))
    soon = [
        plan
        for plan in plans
        if plan.end_date < day + timedelta(days=ENDS_WITHIN)
        and plan.client_id in active
        and plan.client_id not in carried_on
    ]
    soon.sort(key=lambda plan: (plan.end_date, plan.pk))
    shown = soon[:most]
    prefetch_related_objects(shown, "client")
    without = active - {plan.client_id for plan in plans}
    unplanned = Client.objects.filter(pk__in=list(without)).order_by("name", "pk")
    return Today(shown, len(soon), list(unplanned[:most]), len(without))


def _clients_with_a_plan_on(user: User, day: date) -> set[UUID]:
    return {plan.client_id for plan in running(MealPlan.objects.visible_to(user), day)}


@dataclass(frozen=True)
class Change:
    """One record of a client that a colleague saved last: `label` says what it is."""

    label: str
    title: str
    url: str
    client: str
    by: str
    at: datetime


def changes_of_colleagues(user: User, clients: ClientQuerySet, most: int) -> list[Change]:
    """What others saved last about `clients` of `user` within two weeks, newest first."""
    keys = list(clients.values_list("pk", flat=True))
    others = {"updated_at__gte": timezone.now() - CHANGED_WITHIN, "updated_by__isnull": False}
    lists: list[Any] = [
        Client.objects.filter(pk__in=keys, **others),
        MealPlan.objects.filter(client__in=keys, **others).defer("menu", "figures"),
        Measurement.objects.kept().filter(client__in=keys, **others),
        ClientNote.objects.filter(client__in=keys, **others),
    ]
    latest = [records.exclude(updated_by=user).order_by("-updated_at")[:most] for records in lists]
    found = [record for records in latest for record in records]
    found.sort(key=lambda record: record.updated_at, reverse=True)
    shown = found[:most]
    prefetch_related_objects(shown, "updated_by")
    prefetch_related_objects([record for record in shown if not isinstance(record, Client)], "client")
    return list(_described(shown))


def _described(records: Sequence[Any]) -> Iterator[Change]:
    labels = {
        Client: _("Client"), MealPlan: _("Meal plan"), Measurement: _("Measurement"), ClientNote: _("Note"),
    }  # fmt: skip
    for record in records:
        is_client = isinstance(record, Client)
        yield Change(
            label=labels[type(record)],
            title=str(record),
            url=record.get_absolute_url(),
            client="" if is_client else str(record.client),
            by=str(record.updated_by),
            at=record.updated_at,
        )
