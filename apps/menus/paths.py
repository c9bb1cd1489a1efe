"""Where in a menu something is, in a person's words: for errors and for conflicts.

Works on half-made documents too: whatever has no name is called by its number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.foods.nutrients import BY_KEY
from apps.menus.slots import meal_title

LEVELS = ("days", "meals", "options", "items")
SHOWN = 60  # letters of somebody's text that are enough to find it again
PLACE = "place in a menu"
ARROW = " › "

COUNTED: Mapping[str, Promise] = {
    "days": gettext_lazy("Day %(number)s"),
    "meals": gettext_lazy("meal %(number)s"),
    "options": gettext_lazy("option %(number)s"),
    "items": gettext_lazy("item %(number)s"),
}
LABELS = {"days": "label", "items": "name"}  # which field is what somebody calls it
FULL = {"days": "(%s)", "items": "'%s'"}

FIELDS: Mapping[str, Promise] = {
    "schema": pgettext_lazy(PLACE, "format version"),
    "label": pgettext_lazy(PLACE, "label"),
    "note": pgettext_lazy(PLACE, "note"),
    "slot": pgettext_lazy(PLACE, "slot"),
    "name": pgettext_lazy(PLACE, "name"),
    "time": pgettext_lazy(PLACE, "time"),
    "food_id": pgettext_lazy(PLACE, "food"),
    "quantity": pgettext_lazy(PLACE, "quantity"),
    "measure": pgettext_lazy(PLACE, "measure"),
    "grams": pgettext_lazy(PLACE, "grams"),
    "nutrients": pgettext_lazy(PLACE, "nutrients"),
    "position": pgettext_lazy(PLACE, "order"),
    "id": pgettext_lazy(PLACE, "identifier"),
    "days": pgettext_lazy(PLACE, "days"),
    "meals": pgettext_lazy(PLACE, "meals"),
    "options": pgettext_lazy(PLACE, "options"),
    "items": pgettext_lazy(PLACE, "items"),
}


@dataclass(frozen=True)
class Step:
    """One node on the way to a place: `number` counts its siblings in the order people see, from 1."""

    level: str
    node: Mapping[str, Any]  # empty where something else than an object stands
    number: int
    alone: bool  # it has no siblings

    @property
    def segments(self) -> str:
        """The step as a part of a change path; a node without an id goes by its number."""
        node_id = self.node.get("id")
        return f"{self.level}/{node_id if isinstance(node_id, str) and node_id else self.number}"

    def title(self) -> str:
        """In full, for errors: "Day 2 (Tuesday)", "Lunch", "option 1", "item 3 'Dal'"."""
        if self.level == "meals":
            return shown(meal_title(self.node))
        label = self._label()
        return f"{self._counted()} {FULL[self.level] % label}" if label else self._counted()

    def short_title(self) -> str:
        """In short, for conflicts: "Tuesday", "Lunch", "option 2", "Dal"; an only option has none."""
        if self.level == "options" and self.alone:
            return ""
        return self.title() if self.level == "meals" else self._label() or self._counted()

    def _label(self) -> str:
        return shown(self.node.get(LABELS[self.level])) if self.level in LABELS else ""

    def _counted(self) -> str:
        return str(COUNTED[self.level]) % {"number": self.number}


def describe_path(path: str, menus: Iterable[Any]) -> str:
    """What a change path such as `days/<id>/meals/<id>/note` is about: "Monday › Lunch: note".

    Nodes are looked up in `menus`, the newest first: one that was removed has its name in an older one.
    """
    parts = path.split("/") if path else []
    best = max((_steps_along(menu, parts) for menu in menus), key=len, default=[])
    titles = [title for title in (step.short_title() for step in best) if title]
    fields = [field_label(part) for part in parts[2 * len(best) :] if part not in LEVELS]
    return ": ".join(part for part in (ARROW.join(titles), " ".join(fields)) if part) or _("the whole menu")


def place_of(path: str, menu: Any) -> str:
    """Where the node at a change path is, in full: "Day 2 (Tuesday), Lunch, option 1, item 3 'Dal'"."""
    return ", ".join(step.title() for step in _steps_along(menu, path.split("/")))


def steps_to(menu: Any, location: Sequence[str | int]) -> list[Step]:
    """The nodes on the way to `location`, which names lists and indexes: ("days", 1, "meals", 0, "note")."""
    steps: list[Step] = []
    for level, index in zip(location[::2], location[1::2], strict=False):
        if level not in LEVELS or not isinstance(index, int):
            break
        siblings = menu[level]
        menu = siblings[index]
        steps.append(_step(str(level), menu, siblings))
    return steps


def field_label(name: str) -> str:
    """The word for a field of a node or for a nutrient by its key; one that we do not know is quoted."""
    label = BY_KEY[name].label if name in BY_KEY else FIELDS.get(name)
    return str(label) if label else f"'{shown(name)}'"


def shown(value: object) -> str:
    """Somebody's text made fit for a message: short, on one line, without what cannot be encoded."""
    text = value if isinstance(value, str) else ""
    return Truncator(re.sub(r"[\x00-\x1f\ud800-\udfff]+", " ", text).strip()).chars(SHOWN)


def _steps_along(menu: Any, parts: Sequence[str]) -> list[Step]:
    steps: list[Step] = []
    for level, node_id in zip(parts[::2], parts[1::2], strict=False):
        siblings = menu.get(level) if isinstance(menu, dict) else None
        nodes = siblings if isinstance(siblings, list) else []
        menu = next((node for node in nodes if isinstance(node, dict) and node.get("id") == node_id), None)
        if menu is None:
            break
        steps.append(_step(level, menu, nodes))
    return steps


def _step(level: str, node: Any, siblings: list[Any]) -> Step:
    if not isinstance(node, dict):
        return Step(level, {}, siblings.index(node) + 1, len(siblings) == 1)
    ordered = sorted((other for other in siblings if isinstance(other, dict)), key=_order)
    number = next(number for number, other in enumerate(ordered, start=1) if other is node)
    return Step(level, node, number, len(siblings) == 1)


def _order(node: Mapping[str, Any]) -> tuple[str, str]:
    return str(node.get("position", "")), str(node.get("id", ""))
