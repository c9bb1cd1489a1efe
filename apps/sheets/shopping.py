"""What to buy for some days of a menu: pure arithmetic over its lines.

The first option of each meal counts, the others are alternatives to it. An unknown weight is never 0: such a
line keeps its household measure, and the grams of the food say "at least".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from apps.foods.nutrients import Amount
from apps.menus.reading import text_of
from apps.menus.totals import in_order, is_blank


@dataclass(frozen=True, slots=True)
class Ware:
    """What the food table says about a food that is bought; `refuse_pct` is what is thrown away of it."""

    name: str
    group: str
    state: str = ""
    refuse_pct: float | None = None


@dataclass(slots=True)
class Line:
    """One food, or one line of free text, and how much of it all chosen days need together."""

    name: str
    state: str = ""
    refuse_pct: float | None = None
    grams: Amount | None = None  # edible, of all its lines together
    measures: dict[str, float] = field(default_factory=dict)  # quantity by household measure
    uncounted: int = 0  # lines that say no quantity

    @property
    def bought(self) -> Amount | None:
        """Grams as bought, with what is not eaten of it; None where that is not known or is nothing."""
        if not self.grams or not self.grams.value or not self.refuse_pct or self.refuse_pct >= 100:
            return None
        return Amount(self.grams.value / (1 - self.refuse_pct / 100), self.grams.complete)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one food group, by name. `name` is empty for foods that are in none."""

    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class ShoppingList:
    """Foods by their groups, then what was written by hand, as it was written."""

    groups: list[Group]
    by_hand: list[Line]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to buy."""
        return not self.groups and not self.by_hand


def shopping_list(days: Iterable[Mapping[str, Any]], wares: Mapping[str, Ware], people: int) -> ShoppingList:
    """What `people` need for `days` (of a readable menu). A food that `wares` does not know is free text."""
    bought: dict[str, Line] = {}
    written: dict[str, Line] = {}
    for item in _counted(days):
        food_id = item.get("food_id")
        ware = wares.get(food_id) if isinstance(food_id, str) else None
        if ware:
            line = bought.setdefault(str(food_id), Line(ware.name, ware.state, ware.refuse_pct))
        else:
            name = text_of(item.get("name")).strip()
            line = written.setdefault(name.casefold(), Line(name))
        _add(line, item, people)
    groups: dict[str, list[Line]] = {}
    for key, line in bought.items():
        groups.setdefault(wares[key].group, []).append(line)
    named = sorted(groups, key=lambda name: (not name, name.casefold()))
    return ShoppingList([Group(name, _by_name(groups[name])) for name in named], _by_name(written.values()))


def _counted(days: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    for day in days:
        for meal in day["meals"]:
            for option in in_order(meal["options"])[:1]:
                yield from (item for item in option["items"] if not is_blank(item))


def _add(line: Line, item: Mapping[str, Any], people: int) -> None:
    grams, quantity = _number(item.get("grams")), _number(item.get("quantity"))
    before = line.grams or Amount(0.0, True)
    line.grams = Amount(before.value + (grams or 0.0) * people, before.complete and grams is not None)
    if quantity is None:
        line.uncounted += 1
    else:
        measure = text_of(item.get("measure")).strip()
        line.measures[measure] = line.measures.get(measure, 0.0) + quantity * people


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if isfinite(value) and value >= 0 else None


def _by_name(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.name.casefold())
