"""What a menu adds up to: pure arithmetic over menu documents, the same as in static/js/menu-totals.js.

Unknown is never 0: where a part is unknown, the sum of the known parts is not complete and people read
"at least". tests/cases/totals.json holds both sides to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, isfinite
from typing import Any, Literal

from apps.foods.nutrients import Amount, Nutrients

Node = Mapping[str, Any]
Foods = Mapping[str, Nutrients]  # by food id, per 100 g of the edible part
Verdict = Literal["below", "within", "above", "unknown", "none"]


@dataclass(frozen=True)
class Average:
    """The average day of a menu, and over how many days it was taken."""

    days: int
    nutrients: Nutrients


def item_nutrients(item: Node, foods: Foods) -> Nutrients:
    """What one line holds: a food by its edible grams, free text by its typed figures."""
    if is_blank(item):
        return Nutrients.zero()
    if not item.get("food_id"):
        return Nutrients.of(item.get("nutrients") or {})
    return foods.get(item["food_id"], Nutrients.unknown()).in_grams(_known(item.get("grams")))


def option_nutrients(option: Node, foods: Foods) -> Nutrients:
    """What all items of an option hold together."""
    return Nutrients.total(item_nutrients(item, foods) for item in option.get("items", []))


def meal_nutrients(meal: Node, foods: Foods) -> Nutrients:
    """What a meal counts for: its first option; the others are alternatives to it."""
    first = in_order(meal.get("options", []))[:1]
    return Nutrients.total(option_nutrients(option, foods) for option in first)


def day_nutrients(day: Node, foods: Foods) -> Nutrients:
    """What the meals of a day hold together."""
    return Nutrients.total(meal_nutrients(meal, foods) for meal in day.get("meals", []))


def average_day(menu: Node, foods: Foods) -> Average:
    """The mean over the days that have something to eat: a day not yet written is no day of fasting."""
    return average_of([day_nutrients(day, foods) for day in menu.get("days", []) if is_filled(day)])


def average_of(days: list[Nutrients]) -> Average:
    """The mean of filled days whose sums are known already."""
    total = Nutrients.total(days)
    means = {key: value / len(days) for key, value in total.known.items()}
    return Average(len(days), Nutrients(means, total.partial))


def difference(option: Nutrients, first: Nutrients) -> Nutrients:
    """How much more (or, negative, less) an alternative holds than the option that counts."""
    keys = {*option.known, *first.known}
    values = {key: option[key].value - first[key].value for key in keys}
    return Nutrients(values, option.partial | first.partial)


def verdict(amount: Amount, low: float | None, high: float | None, decimals: int) -> Verdict:
    """How an amount stands to a range, both ends of it within; judged by the figure that people read.

    "at least 1,900" is above 1,800 for certain, but nobody knows whether it is below or within 2,000.
    """
    if low is None and high is None:
        return "none"
    value = rounded(amount.value, decimals)
    if high is not None and value > high:
        return "above"
    if not amount.complete:
        return "within" if high is None and low is not None and value >= low else "unknown"
    return "below" if low is not None and value < low else "within"


def rounded(value: float, decimals: int) -> float:
    """Half up, as JavaScript rounds: Python's own round() would take 2.5 to 2."""
    scale: float = 10**decimals
    return floor(value * scale + 0.5) / scale


def is_blank(item: Node) -> bool:
    """Whether a line says nothing yet: no food, no name, no figures."""
    name = item.get("name")
    named = isinstance(name, str) and bool(name.strip())
    return not (named or item.get("food_id") or item.get("nutrients"))


def is_filled(day: Node) -> bool:
    """Whether anything of a day counts in its totals."""
    meals = (in_order(meal.get("options", []))[:1] for meal in day.get("meals", []))
    return any(
        not is_blank(item) for options in meals for option in options for item in option.get("items", [])
    )


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Nodes as people see them: by position, and by id where two devices chose the same one."""
    return sorted(nodes, key=lambda node: (node["position"], node["id"]))


def _known(value: object) -> float | None:
    """A number somebody could eat; what is half typed, negative or endless is as good as unknown."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isfinite(value) and value >= 0 else None
