"""Who is told that something new goes against the plans of a client: an allergy, or a tag of a food."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.foods.tags import Facts
from apps.meal_plans.alerts import Alert, alerts_among, alerts_of, coming_plans
from apps.meal_plans.guarding import diet_of
from apps.menus.guard import Finding
from apps.notifications.models import Kind
from apps.notifications.services import notify

NewTags = set[tuple[str, str, str]]  # food id, kind, code


def diet_changed(*, client: Client, before: Client, by: User, **_sent: Any) -> None:
    """Tells the care team which coming days the new allergies and restrictions touch.

    Receives apps.clients.news.diet_changed, in the transaction of the Save.
    """
    new = _codes(client) - _codes(before)
    if new:
        _tell(client, alerts_of(client, lambda finding: (finding.kind, finding.code) in new), by)


def food_tags_changed(*, before: Mapping[str, Facts], after: Mapping[str, Facts], **_sent: Any) -> None:
    """Tells the care team of each client whose coming plans a new tag of a food goes against.

    Receives apps.foods.tags.tags_changed. Reads the lists of all clients, and the coming plans of those whom
    a new tag may concern.
    """
    new = _new_tags(before, after)
    codes = {(kind, code) for _food, kind, code in new}
    active = Client.objects.filter(is_archived=False).order_by() if new else Client.objects.none()
    clients = [client for client in active if _codes(client) & codes]
    plans = list(coming_plans(clients)) if clients else []
    for client in clients:
        theirs = [plan for plan in plans if plan.client_id == client.pk]
        _tell(client, alerts_among(client, theirs, after, lambda finding: _about(finding) in new), None)


def _tell(client: Client, alerts: list[Alert], by: User | None) -> None:
    if not alerts:
        return
    notify(
        recipients=client.members(),
        kind=Kind.DIET_CONFLICT,
        title=lazy(lambda: _title(client, alerts), str)(),
        text=lazy(lambda: "\n".join(map(_words, alerts)), str)(),
        link=client.get_absolute_url(),
        actor=by,
        about=("client", client.pk),
    )


def _title(client: Client, alerts: list[Alert]) -> str:
    if len(alerts) > 1:
        return _("Coming plans of %(client)s hold what they must not eat") % {"client": client}
    (alert,) = alerts
    words = {"client": client, "label": alert.label, "reach": alert.reach}
    if alert.finding.kind == "allergy":
        return _("%(client)s is allergic to: %(label)s. It touches %(reach)s") % words
    return _("%(client)s keeps to: %(label)s. It touches %(reach)s") % words


def _words(alert: Alert) -> str:
    foods = {food: None for touched in alert.plans for food in touched.foods}
    words = {"label": alert.label, "reach": alert.reach, "foods": ", ".join(foods)}
    return _("%(label)s: %(reach)s (%(foods)s)") % words


def _codes(client: Client) -> set[tuple[str, str]]:
    diet = diet_of(client)
    return {("allergy", code) for code in diet.allergies} | {
        ("restriction", code) for code in diet.restrictions
    }


def _new_tags(before: Mapping[str, Facts], after: Mapping[str, Facts]) -> NewTags:
    return _tags(after) - _tags(before)


def _tags(foods: Mapping[str, Facts]) -> NewTags:
    allergens = {(key, "allergy", code) for key, facts in foods.items() for code in facts["allergens"]}
    return allergens | {
        (key, "restriction", code) for key, facts in foods.items() for code in facts["unsuitable"]
    }


def _about(finding: Finding) -> tuple[str, str, str]:
    return finding.food_id, finding.kind, finding.code
