"""Shopping lists as people read them, with what the food table says about the foods."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.foods.models import Food, State
from apps.foods.nutrients import Amount
from apps.meal_plans.models import MealPlan
from apps.menus.figures import number_text
from apps.menus.reading import food_ids, readable
from apps.sheets.shopping import Line, ShoppingList, Ware, shopping_list

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as text; parts that are not known are empty."""

    name: str
    grams: str  # "≥ 450 g"
    bought: str  # "600 g"
    measures: str  # "6 katori + 2 tbsp"


@dataclass(frozen=True, slots=True)
class GroupView:
    """A food group, or what was written by hand, with its heading."""

    title: str
    lines: list[LineView]


def shopping_of(plan: MealPlan, first: int, last: int, people: int) -> ShoppingList:
    """What `people` need for days `first` to `last` (counted from 0, both included). One query."""
    days = readable(plan.menu)["days"][first : last + 1]
    return shopping_list(days, _wares(food_ids({"days": days})), people)


def groups_of(found: ShoppingList) -> list[GroupView]:
    """A list as it is shown and printed."""
    groups = [GroupView(group.name or _("Other foods"), _views(group.lines)) for group in found.groups]
    if found.by_hand:
        groups.append(GroupView(_("Written by hand"), _views(found.by_hand)))
    return groups


def table_of(found: ShoppingList) -> Iterator[Row]:
    """A list as a table, with its heading: a line a food."""
    yield (_("Group"), _("Food"), _("Grams to eat"), _("Grams to buy"), _("Household measure"))
    for group in groups_of(found):
        for line in group.lines:
            yield (group.title, line.name, line.grams, line.bought, line.measures)


def _wares(ids: Iterable[str]) -> dict[str, Ware]:
    foods = Food.objects.filter(pk__in=[UUID(key) for key in ids])
    rows = foods.values_list("pk", "name", "group", "state", "refuse_pct")
    return {str(key): Ware(name, group, state, refuse) for key, name, group, state, refuse in rows}


def _views(lines: Iterable[Line]) -> list[LineView]:
    return [
        LineView(_named(line), weight_text(line.grams), weight_text(line.bought), measures_text(line))
        for line in lines
    ]


def _named(line: Line) -> str:
    """The food, with the state in which it is weighed where its name does not say so."""
    state = str(State(line.state).label) if line.state in State.values and line.state else ""
    if not state or state.casefold() in line.name.casefold():
        return line.name
    return _("%(food)s (%(state)s)") % {"food": line.name, "state": state}


def weight_text(grams: Amount | None) -> str:
    """ "450 g"; "≥ 450 g" when some lines say no weight; empty when none does."""
    if grams is None or (not grams.complete and not grams.value):
        return ""
    text = _("%(amount)s g") % {"amount": number_text(grams.value, 0)}
    return text if grams.complete else _("≥ %(amount)s") % {"amount": text}


def measures_text(line: Line) -> str:
    """ "6 katori + 2 tbsp"; lines that say neither quantity nor weight are counted."""
    parts = [f"{_plain(quantity)} {measure}".strip() for measure, quantity in line.measures.items()]
    if line.uncounted and not (line.grams and line.grams.complete):
        said = ngettext("once without an amount", "%(count)d times without an amount", line.uncounted)
        parts.append(said % {"count": line.uncounted})
    return " + ".join(parts)


def _plain(quantity: Any) -> str:
    """At most two decimals, none of them for nothing."""
    whole = float(quantity).is_integer()
    return number_text(quantity, 0) if whole else number_text(quantity, 2).rstrip("0")
