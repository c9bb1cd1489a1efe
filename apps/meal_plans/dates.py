"""The dates on which the days of a plan fall: pure arithmetic, the same as in static/js/menu-dates.js.

The days of a plan follow one another from its start. Frozen dates (a holiday, a fast, a stay in hospital) are
passed over: the day that would have fallen on one comes on the next date that is free, and all after it move
along. tests/cases/plan-dates.json holds both sides to it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MAX_FROZEN = 366  # dates a plan can pass over
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """A day of a plan, counted from 0, that moves from one date to another."""

    index: int
    old: date
    new: date


def dates_of(start: date, days: int, frozen: Collection[date]) -> list[date]:
    """The date of each of `days` days from `start` on, without those in `frozen`."""
    passed_over, dates, current = set(frozen), list[date](), start
    while len(dates) < days:
        if current not in passed_over:
            dates.append(current)
        current += ONE_DAY
    return dates


def date_of(start: date, index: int, frozen: Collection[date]) -> date:
    """The date of the day `index`, counted from 0."""
    current = start + timedelta(days=index)
    for skipped in sorted(day for day in set(frozen) if day >= start):
        if skipped > current:
            break
        current += ONE_DAY
    return current


def shifts(start: date, days: int, before: Collection[date], after: Collection[date]) -> list[Shift]:
    """The days that move when the frozen dates `before` become `after`, in order."""
    pairs = zip(dates_of(start, days, before), dates_of(start, days, after), strict=True)
    return [Shift(index, old, new) for index, (old, new) in enumerate(pairs) if old != new]


def span(first: date, last: date) -> list[date]:
    """Every date from `first` to `last`; none when `last` is the earlier one."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def runs(dates: Iterable[date]) -> list[tuple[date, date]]:
    """`dates` as stretches without a gap, (first, last) each, the earliest first."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(dates)):
        if found and found[-1][1] + ONE_DAY == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
