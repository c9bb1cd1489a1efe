"""A menu made ready to read and to print: its days with totals, and the ranges they are measured against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import pgettext

from apps.foods.nutrients import BY_KEY, MAIN_KEYS, Nutrients
from apps.menus.display import DAYS_SHOWN, DayView, weeks
from apps.menus.figures import amount_text
from apps.menus.ranges import range_text
from apps.menus.reading import food_ids, readable
from apps.menus.services import figures_of
from apps.menus.totals import Verdict, average_of, day_nutrients, is_filled, verdict

WEEKS_SHOWN = 4
ROOM_ABOVE = 1.25  # a bar goes on this far behind the end of its range
USUALLY_SHOWN = ("fibre_g", "sodium_mg")
Ranges = Mapping[str, tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount beside its range, in percent of a bar: how far it is filled, where the range is."""

    fill: float
    low: float
    width: float  # of the range


@dataclass(frozen=True, slots=True)
class Target:
    """A nutrient of a day (or of the average day) and the range it should keep, as text."""

    key: str
    label: str
    amount: str
    range: str  # "1,300 to 1,500"; empty where there is none
    unit: str
    verdict: Verdict
    bar: Bar | None

    @property
    def remark(self) -> str:
        """The verdict in a word, where there is one to give."""
        return {
            "below": pgettext("range", "below"),
            "within": pgettext("range", "within"),
            "above": pgettext("range", "above"),
            "unknown": pgettext("range", "not known for certain"),
            "none": "",
        }[self.verdict]


@dataclass(frozen=True, slots=True)
class SheetDay:
    """One day to read; `date` where the menu has dates."""

    view: DayView
    date: date | None
    targets: list[Target]
    filled: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some weeks of a menu, and the average over all of it."""

    days: list[SheetDay]
    average: list[Target]
    counted: int  # days that the average was taken over
    page: Page[int]  # of weeks


def sheet_of(
    menu: Any,
    ranges: Ranges,
    *,
    figures: Mapping[str, Nutrients] | None = None,
    dates: Sequence[date] = (),
    shown: Sequence[str] = USUALLY_SHOWN,
    page: str | None = None,
) -> Sheet:
    """The sheet of a stored menu, `page` counting from 1 in WEEKS_SHOWN weeks.

    `figures` are those of its foods per 100 g; without them they are read from the food table in one query.
    `dates` are those of its days, where they have any; `shown` are further nutrients to show of each.
    """
    menu = readable(menu)
    foods = figures_of(food_ids(menu)) if figures is None else figures
    sums = [day_nutrients(day, foods) for day in menu["days"]]
    filled = [is_filled(day) for day in menu["days"]]
    keys = tuple(dict.fromkeys((*MAIN_KEYS, *shown, *ranges)))
    average = average_of([held for held, counts in zip(sums, filled, strict=True) if counts])
    count = -(-len(sums) // DAYS_SHOWN)
    part = Paginator(range(count), WEEKS_SHOWN).get_page(page)
    first, last = (min(part.object_list, default=0), max(part.object_list, default=-1) + 1)
    views = [day for week in islice(weeks(menu, foods), first, last) for day in week.days]
    days = [
        SheetDay(
            view,
            dates[place] if place < len(dates) else None,
            targets(sums[place], ranges, keys),
            filled[place],
        )
        for place, view in enumerate(views, start=first * DAYS_SHOWN)
    ]
    return Sheet(days, targets(average.nutrients, ranges, keys), average.days, part)


def targets(held: Nutrients, ranges: Ranges, keys: Iterable[str] | None = None) -> list[Target]:
    """The amounts of `keys` against their ranges; without keys those of the nutrients that have a range."""
    return [_target(key, held, ranges.get(key, (None, None))) for key in keys or ranges]


def _target(key: str, held: Nutrients, ends: tuple[float | None, float | None]) -> Target:
    nutrient = BY_KEY[key]
    return Target(
        key=key,
        label=str(nutrient.label),
        amount=amount_text(held[key], nutrient.decimals),
        range=range_text(*ends),
        unit=nutrient.unit,
        verdict=verdict(held[key], *ends, nutrient.decimals),
        bar=_bar(held[key].value, *ends),
    )


def _bar(value: float, low: float | None, high: float | None) -> Bar | None:
    """As barShape in static/js/menu-targets.js; None without a range."""
    if low is None and high is None:
        return None
    top = max(high if high is not None else low or 0, low or 0) or 1

    def percent(amount: float) -> float:
        return round(min(100.0, 100 * amount / (top * ROOM_ABOVE)), 1)

    begins = percent(low or 0)
    return Bar(percent(value), begins, round((100 if high is None else percent(high)) - begins, 1))
