"""The difference between two versions made ready for a page: fields, meals by cell, and what they hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from apps.drafts.changes import Document, same
from apps.drafts.labels import label, shown
from apps.foods.nutrients import BY_KEY, Nutrients
from apps.history.comparing import Cell, Day, Line, compare_menus
from apps.history.services import DOCUMENT
from apps.history.versions import History
from apps.history.wording import day_title
from apps.menus import totals
from apps.menus.figures import amount_text, difference_text, kcal_text
from apps.menus.pairs import Pair
from apps.menus.paths import field_label
from apps.menus.reading import food_ids, readable
from apps.menus.slots import meal_title
from apps.menus.words import describe_value

DAYS_SHOWN = 14
NOTHING = "\N{EM DASH}"
Foods = Mapping[str, Nutrients]
FiguresOf = Callable[[Any, set[str]], Foods]  # of a record's foods, per 100 g
Link = Callable[[str, str | None], str]  # to the restoring of a day, or of a meal of it


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, in words; `before` or `after` is empty where it is not there."""

    how: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A meal that differs; `restore` leads to bringing back the earlier one, empty where that cannot be."""

    title: str
    how: str
    changes: list[Change]
    restore: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One nutrient on both sides."""

    label: str
    before: str
    after: str
    difference: str
    unit: str


@dataclass(frozen=True, slots=True)
class DayView:
    """A day that differs."""

    title: str
    how: str
    changes: list[Change]
    cells: list[CellView]
    figures: list[FigureRow]
    restore: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it; `average` is empty for records without a menu and where no meal differs."""

    fields: list[Change]
    days: list[DayView]
    average: list[FigureRow]
    page: Page[Any]  # of days

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.fields or self.page.paginator.count)


def comparison_of(
    history: History,
    before: Document,
    after: Document,
    *,
    figures_of: FiguresOf,
    shown_keys: Sequence[str],
    page: str | None = None,
    link: Link | None = None,
) -> Comparison:
    """What leads from `before` to `after`, a page of days at a time. One query for the figures of foods.

    `shown_keys` are the nutrients whose amounts are compared.
    """
    menus = [readable(data.get(DOCUMENT)) for data in (before, after)]
    days = compare_menus(*menus)
    shown_days = Paginator(days, DAYS_SHOWN).get_page(page)
    ids = food_ids(menus[0]) | food_ids(menus[1])
    foods = figures_of(history.record, ids) if days and ids else {}
    return Comparison(
        fields=_fields(history, before, after),
        days=[_day(day, foods, shown_keys, link) for day in shown_days],
        average=_average(menus, foods, shown_keys) if days else [],
        page=shown_days,
    )


def _fields(history: History, before: Document, after: Document) -> list[Change]:
    fields = history.form.fields
    return [
        Change(
            "changed",
            label(fields, name, ()),
            shown(fields, name, before.get(name)),
            shown(fields, name, after.get(name)),
        )
        for name in fields
        if name != DOCUMENT and not same(before.get(name), after.get(name))
    ]


def _day(day: Day, foods: Foods, keys: Sequence[str], link: Link | None) -> DayView:
    pair = day.pair
    can_return = link is not None and pair.before is not None
    return DayView(
        title=day_title({"number": pair.number, "label": pair.node.get("label")}),
        how=pair.how,
        changes=[_own_field(pair, name) for name in day.fields],
        cells=[_cell(cell, pair, foods, link) for cell in day.cells],
        figures=_figures(_held(pair.before, foods), _held(pair.after, foods), keys),
        restore=link(pair.id, None) if link and can_return else "",
    )


def _cell(cell: Cell, day: Pair, foods: Foods, link: Link | None) -> CellView:
    can_return = day.how == "changed" and cell.pair.before is not None
    changes = [_own_field(cell.pair, name) for name in cell.fields]
    changes += [_line(line, cell.options, foods) for line in cell.lines]
    return CellView(
        title=meal_title(cell.pair.node),
        how=cell.pair.how,
        changes=changes,
        restore=link(day.id, cell.pair.id) if link and can_return else "",
    )


def _own_field(pair: Pair, name: str) -> Change:
    """A day's or meal's own field; where it stands among the others is no value to show."""
    if name == "position":
        return Change("changed", _("moved to another place"), "", "")
    before, after = ((side or {}).get(name) for side in (pair.before, pair.after))
    return Change(
        "changed",
        field_label(name),
        describe_value(f"x/x/{name}", before),
        describe_value(f"x/x/{name}", after),
    )


def _line(line: Line, options: int, foods: Foods) -> Change:
    what = _("Option %(number)s") % {"number": line.option} if options > 1 else ""
    before, after = (_words(side, foods) for side in (line.pair.before, line.pair.after))
    return Change(line.pair.how, what, before, _("moved within the meal") if before == after else after)


def _words(item: Any, foods: Foods) -> str:
    """A line as it reads, with its energy and its note: "2 katori Dal (300 g), 330 kcal, thin"."""
    if item is None:
        return ""
    energy = kcal_text(totals.item_nutrients(item, foods)["kcal"])
    return ", ".join(part for part in (describe_value("items/x", item), energy, item.get("note")) if part)


def _held(day: Any, foods: Foods) -> Nutrients | None:
    """What a day holds; None for one that is not there or in which nothing is written."""
    return totals.day_nutrients(day, foods) if day is not None and totals.is_filled(day) else None


def _average(menus: list[dict[str, Any]], foods: Foods, keys: Sequence[str]) -> list[FigureRow]:
    before, after = (totals.average_day(menu, foods) for menu in menus)
    held = [side.nutrients if side.days else None for side in (before, after)]
    return _figures(held[0], held[1], keys)


def _figures(before: Nutrients | None, after: Nutrients | None, keys: Sequence[str]) -> list[FigureRow]:
    """The nutrients `keys` on both sides; none where there is nothing to eat on either."""
    if before is None and after is None:
        return []
    return [_figure(key, before, after) for key in keys]


def _figure(key: str, before: Nutrients | None, after: Nutrients | None) -> FigureRow:
    nutrient = BY_KEY[key]
    was, now = (
        NOTHING if held is None else amount_text(held[key], nutrient.decimals) for held in (before, after)
    )
    differs = NOTHING
    if before is not None and after is not None:
        differs = difference_text(totals.difference(after, before)[key], nutrient.decimals)
    return FigureRow(str(nutrient.label), was, now, differs, nutrient.unit)
