"""A plan as a table, for a CSV file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.exchange.csv_files import Cell
from apps.foods.nutrients import BY_KEY, Nutrient, Nutrients
from apps.meal_plans.figures import figures_for, nutrients_shown
from apps.meal_plans.models import MealPlan
from apps.menus.reading import food_ids, readable, text_of
from apps.menus.slots import meal_title
from apps.menus.totals import is_blank, item_nutrients, rounded


def plan_table(plan: MealPlan) -> Iterator[list[Cell]]:
    """A plan as a table with its heading: one line an item, in the order in which it is eaten.

    Figures that are not known are empty. Alternatives are there, too: option 1 is what the totals count.
    """
    menu = readable(plan.menu)
    foods = figures_for(plan, food_ids(menu))
    nutrients = [BY_KEY[key] for key in nutrients_shown(plan)]
    named = [f"{one.label} ({one.unit})" for one in nutrients]
    columns = [_("Day"), _("Date"), _("Called"), _("Meal"), _("Time"), _("Option"), _("Food")]
    yield [*columns, _("Quantity"), _("Measure"), _("Grams"), *named, _("Note"), _("Note on the meal")]
    for index, day in enumerate(menu["days"]):
        date = plan.date_of(index).isoformat()
        for meal in day["meals"]:
            place: list[Cell] = [
                index + 1,
                date,
                text_of(day.get("label")),
                meal_title(meal),
                text_of(meal.get("time")),
            ]
            for number, option in enumerate(meal["options"], start=1):
                for item in option["items"]:
                    if not is_blank(item):
                        held = item_nutrients(item, foods)
                        note = text_of(meal.get("note"))
                        figures = _figures(held, nutrients)
                        yield [*place, number, *_line(item), *figures, text_of(item.get("note")), note]


def _line(item: dict[str, Any]) -> list[Cell]:
    name, measure = text_of(item.get("name")), text_of(item.get("measure"))
    return [name, _cell(item.get("quantity")), measure, _cell(item.get("grams"))]


def _figures(held: Nutrients, nutrients: Iterable[Nutrient]) -> list[Cell]:
    amounts = [(held[one.key], one.decimals) for one in nutrients]
    return [rounded(amount.value, decimals) if amount.complete else None for amount, decimals in amounts]


def _cell(value: object) -> Cell:
    """A number, or the half-typed text of a draft."""
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else None
