"""The guard of allergies and restrictions where plans are saved, published and read.

docs/guard.md says which path meets it where. Save and publish are the gate: whatever writes a plan's menu
goes through its form, and nothing is given to a client but by `publish_plan`.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from apps.clients.models import Client
from apps.meal_plans.models import MealPlan
from apps.menus.errors import MenuError
from apps.menus.guard import Diet
from apps.menus.judging import Judged, Line, judge


class StillBlocked(Exception):
    """A plan that may not be given to the client yet; `lines` says why."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(f"{len(lines)} lines")
        self.lines = lines


def diet_of(client: Client) -> Diet:
    """What `client` must not eat."""
    return Diet.of(client.allergies, client.restrictions)


def judge_plan(plan: MealPlan) -> Judged:
    """The lines of a plan against its client's allergies and restrictions."""
    return judge(plan.menu, diet_of(plan.client), plan.overrides)


def require_clear(plan: MealPlan) -> None:
    """Raises StillBlocked when the plan holds what the practice does not let pass without a reason."""
    blocked = judge_plan(plan).blocked
    if blocked:
        raise StillBlocked(blocked)


def refusals(lines: Iterable[Line], client: Client) -> list[MenuError]:
    """What a Save says about blocked lines, each with its place."""
    return [MenuError(line.finding.path, line.place, said(line, client), at_line=False) for line in lines]


def said(line: Line, client: Client) -> str:
    """What is wrong with a line, in a sentence."""
    if line.finding.kind == "allergy":
        text = _("contains %(label)s, and %(client)s is allergic to it: choose another food or give a reason")
    else:
        text = _("does not suit “%(label)s”, which %(client)s keeps to: choose another food or give a reason")
    return text % {"label": line.label, "client": client}
