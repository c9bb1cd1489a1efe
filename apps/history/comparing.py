"""Two versions of a menu by cell: which lines of which meal came, went and changed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.menus.pairs import Pair, pairs, says_something
from apps.menus.reading import readable
from apps.menus.totals import is_blank


@dataclass(frozen=True, slots=True)
class Line:
    """One line that differs; `option` counts the alternatives of its meal from 1."""

    pair: Pair
    option: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A meal of a day that differs; `fields` are its own that do, such as its time."""

    pair: Pair
    fields: list[str]
    lines: list[Line]
    options: int  # how many alternatives there are on the side that has more


@dataclass(frozen=True, slots=True)
class Day:
    """A day that differs."""

    pair: Pair
    fields: list[str]
    cells: list[Cell]


def compare_menus(before: Any, after: Any) -> list[Day]:
    """The days that differ, in the order of the later menu; nothing for two that say the same."""
    sides: list[Mapping[str, Any]] = [readable(menu) for menu in (before, after)]
    days = pairs(sides[0]["days"], sides[1]["days"])
    return [
        Day(day, day.fields("meals"), [_cell(meal) for meal in day.children("meals") if says_something(meal)])
        for day in days
        if day.how != "same"
    ]


def _cell(meal: Pair) -> Cell:
    options = meal.children("options")
    lines = [
        Line(item, option.number)
        for option in options
        for item in option.children("items")
        if item.how != "same" and not (is_blank(item.before or {}) and is_blank(item.after or {}))
    ]
    most = max(len((side or {}).get("options", [])) for side in (meal.before, meal.after))
    return Cell(meal, meal.fields("options"), lines, most)
