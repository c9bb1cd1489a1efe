"""CSV files that spreadsheets open as they are meant (RFC 4180, UTF-8 with a byte order mark)."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from apps.foods.nutrients import BY_KEY, Nutrient, Nutrients
from apps.meal_plans.figures import figures_for, nutrients_shown
from apps.meal_plans.models import MealPlan
from apps.menus.reading import food_ids, readable, text_of
from apps.menus.slots import meal_title
from apps.menus.totals import is_blank, item_nutrients, rounded

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel reads the bytes in a code page of its own
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
UNSAFE_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*,;]+')
Cell = str | int | float | None


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as one file. Text that a spreadsheet would take for a formula is marked as text."""
    file = StringIO()
    file.write(BOM)
    writer = csv.writer(file)  # its lines end as RFC 4180 wants: CR LF
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return file.getvalue()


def csv_response(name: str, rows: Iterable[Iterable[Cell]]) -> HttpResponse:
    """A download called `name`."""
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{file_name(name)}.csv") or ""
    return response


def file_name(text: str) -> str:
    """`text` as a name that every file system takes; letters of any script stay."""
    plain = UNSAFE_IN_NAMES.sub(" ", text)
    return "-".join(plain.split()).strip(".-")[:80] or "plan"


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


def _guarded(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
