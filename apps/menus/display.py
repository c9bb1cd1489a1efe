"""A menu made ready for templates: titles, labels and figures as text, a week at a time.

The editor's page and the read-only view are both rendered from these. Nothing here asks the database.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from apps.foods.nutrients import BY_KEY, Nutrients
from apps.menus import figures, totals
from apps.menus.grid import Node, Place, Row, arrange
from apps.menus.reading import text_of
from apps.menus.slots import Slot, meal_title

DAYS_SHOWN = 7
# What each day shows against its target, and how that is written where there is little room.
HEAD: Mapping[str, str | Promise] = {
    "kcal": "kcal",
    "protein_g": pgettext_lazy("protein, in one letter", "P"),
    "carb_g": pgettext_lazy("carbohydrate, in one letter", "C"),
    "fat_g": pgettext_lazy("fat, in one letter", "F"),
}

Foods = Mapping[str, Nutrients]


@dataclass(frozen=True, slots=True)
class FigureView:
    """One nutrient of a day: "Protein", "P", "64", "g"; a further one is called by its name."""

    key: str
    label: str
    short: str
    text: str
    unit: str
    further: bool  # shown when somebody asks for more nutrients


@dataclass(frozen=True, slots=True)
class ItemView:
    """One line of a meal."""

    id: str
    name: str
    quantity: str
    measure: str
    note: str
    grams: str
    kcal: str
    linked: bool  # to a food of the table
    place: str  # "Breakfast, Day 1"

    @property
    def amount(self) -> str:
        """As "2 katori"; empty when nobody said how much."""
        return f"{self.quantity} {self.measure}".strip() if self.quantity else ""

    @property
    def css(self) -> str:
        """The classes of its element."""
        return "menu-item menu-linked" if self.linked else "menu-item"

    @property
    def figures(self) -> str:
        """Grams and energy, on a line each."""
        return "\n".join(part for part in (self.grams, self.kcal) if part)

    @property
    def called(self) -> str:
        """What its controls are for."""
        return self.name or _("new food")


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way to eat a meal; all but the first say how they differ from it."""

    id: str
    title: str
    difference: str
    items: list[ItemView]
    place: str

    @property
    def add_label(self) -> str:
        """What the button for one more food is called."""
        return _("Add food to %(place)s") % {"place": self.place}


@dataclass(frozen=True, slots=True)
class MealView:
    """A meal of a day."""

    id: str
    title: str
    time: str
    note: str
    kcal: str
    options: list[OptionView]
    place: str

    @property
    def has_items(self) -> bool:
        """Whether there is anything to eat in it."""
        return any(option.items for option in self.options)


@dataclass(frozen=True, slots=True)
class CellView:
    """What a day has in one row of the grid: a meal, or the room for one."""

    meal: MealView | None
    gap_label: str


@dataclass(frozen=True, slots=True)
class DayView:
    """A column of the grid."""

    id: str
    title: str
    number: str  # "Day 2" where the title is a label of somebody's own, empty otherwise
    note: str
    figures: list[FigureView]
    cells: list[CellView]

    @property
    def meals(self) -> list[MealView]:
        """Its meals in order, without the room for others."""
        return [cell.meal for cell in self.cells if cell.meal]

    @property
    def add_label(self) -> str:
        """What the button for one more meal is called."""
        return _("Add meal to %(day)s") % {"day": self.title}


@dataclass(frozen=True, slots=True)
class WeekView:
    """Up to seven days side by side. `number` counts from 1."""

    number: int
    rows: list[str]
    days: list[DayView]


def weeks(
    menu: Mapping[str, Any], foods: Foods, keys: Sequence[str] = tuple(HEAD), skipped: int = 0
) -> Iterator[WeekView]:
    """A readable menu (reading.py) in weeks, each made when it is asked for; days have figures for `keys`.

    `skipped` is how many days of the whole menu come before these: the first is called by the number after.
    """
    days = menu["days"]
    for number, start in enumerate(range(0, len(days), DAYS_SHOWN), start=1):
        shown = days[start : start + DAYS_SHOWN]
        rows, cells = arrange([day["meals"] for day in shown])
        titles = [row_title(row) for row in rows]
        views = [
            _day(day, skipped + start + place, titles, line, foods, keys)
            for place, (day, line) in enumerate(zip(shown, cells, strict=True), start=1)
        ]
        yield WeekView(number, titles, views)


def blanks(keys: Sequence[str] = tuple(HEAD)) -> dict[str, Any]:
    """One of each kind that says nothing and holds nothing: what scripts copy to make new ones."""
    return {
        "day": DayView("", "", "", "", [_figure(key, Nutrients.zero()) for key in keys], []),
        "meal": MealView("", "", "", "", "", [], ""),
        "option": OptionView("", "", "", [], ""),
        "item": ItemView("", "", "", "", "", "", "", False, ""),
        "cell": CellView(None, ""),
    }


def row_title(row: Row) -> str:
    """What a row of the grid is called."""
    return row.name or str(Slot(row.slot).label)


def _day(
    day: Node, number: int, rows: list[str], line: list[Place], foods: Foods, keys: Sequence[str]
) -> DayView:
    numbered = _("Day %(number)s") % {"number": number}
    label = text_of(day.get("label")).strip()
    title = label or numbered
    meals = [_meal(meal, title, foods) if meal else None for meal in line]
    sums = Nutrients.total(held for _view, held in filter(None, meals))
    return DayView(
        id=day["id"],
        title=title,
        number=numbered if title != numbered else "",
        note=text_of(day.get("note")),
        figures=[_figure(key, sums) for key in keys],
        cells=[
            CellView(meal[0], "") if meal else CellView(None, _gap_label(row, title))
            for row, meal in zip(rows, meals, strict=True)
        ],
    )


def _figure(key: str, sums: Nutrients) -> FigureView:
    nutrient = BY_KEY[key]
    further = key not in HEAD
    text = figures.amount_text(sums[key], nutrient.decimals if further else 0)
    short = str(nutrient.label) if further else str(HEAD[key])
    return FigureView(key, str(nutrient.label), short, text, nutrient.unit, further)


def _gap_label(row: str, day_title: str) -> str:
    return _("Add %(meal)s to %(day)s") % {"meal": row, "day": day_title}


def _meal(meal: Node, day_title: str, foods: Foods) -> tuple[MealView, Nutrients]:
    """The meal, and what it counts for."""
    title = meal_title(meal)
    place = _("%(meal)s, %(day)s") % {"meal": title, "day": day_title}
    options = _options(meal["options"], place, foods)
    counts = options[0][1] if options else Nutrients.zero()
    is_empty = all(totals.is_blank(item) for option in meal["options"][:1] for item in option["items"])
    view = MealView(
        id=meal["id"],
        title=title,
        time=text_of(meal.get("time")),
        note=text_of(meal.get("note")),
        kcal="" if is_empty else figures.kcal_text(counts["kcal"]),
        options=[option for option, _held in options],
        place=place,
    )
    return view, counts


def _options(options: Sequence[Node], place: str, foods: Foods) -> list[tuple[OptionView, Nutrients]]:
    views: list[tuple[OptionView, Nutrients]] = []
    for number, option in enumerate(options, start=1):
        title = _("Option %(number)s") % {"number": number}
        where = f"{title}, {place}" if len(options) > 1 else place
        lines = [_item(item, where, foods) for item in option["items"]]
        held = Nutrients.total(nutrients for _view, nutrients in lines)
        first = views[0][1] if views else held
        more = figures.difference_text(totals.difference(held, first)["kcal"])
        differs = _("%(amount)s kcal") % {"amount": more} if views else ""
        items = [view for view, _nutrients in lines]
        views.append((OptionView(option["id"], title, differs, items, where), held))
    return views


def _item(item: Node, place: str, foods: Foods) -> tuple[ItemView, Nutrients]:
    held = totals.item_nutrients(item, foods)
    view = ItemView(
        id=item["id"],
        name=text_of(item.get("name")),
        quantity=figures.quantity_text(item.get("quantity")),
        measure=text_of(item.get("measure")),
        note=text_of(item.get("note")),
        grams=figures.grams_text(item.get("grams")),
        kcal="" if totals.is_blank(item) else figures.kcal_text(held["kcal"]),
        linked=bool(item.get("food_id")),
        place=place,
    )
    return view, held
