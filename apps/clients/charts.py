"""A line over time as numbers for an SVG: pure arithmetic, no markup, no database.

The drawing is WIDTH × HEIGHT units, with room for the labels of both axes; the browser scales it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from apps.clients.measures import plain

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 10, 24
TICKS = 4  # at most so many steps on the axis of values

Reading = tuple[date, Decimal]


@dataclass(frozen=True)
class Point:
    """One reading, where it is drawn."""

    x: float
    y: float
    day: date
    text: str


@dataclass(frozen=True)
class Tick:
    """One step on the axis of values."""

    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """A drawn line: `line` is what a polyline takes; `ticks` from low to high."""

    points: Sequence[Point]
    ticks: Sequence[Tick]
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM

    @property
    def line(self) -> str:
        """The points as "x,y x,y"."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def draw(readings: Sequence[Reading]) -> Chart | None:
    """The chart of `readings`, earliest first; None for fewer than two days, which make no line."""
    days = [day for day, _value in readings]
    if len(set(days)) < 2:
        return None
    steps = scale(min(value for _day, value in readings), max(value for _day, value in readings))
    low, high = steps[0], steps[-1]
    span, first = (days[-1] - days[0]).days, days[0]

    def x_of(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span, 1)

    def y_of(value: Decimal) -> float:
        part = float((value - low) / (high - low))
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part, 1)

    points = [Point(x_of(day), y_of(value), day, plain(value)) for day, value in readings]
    return Chart(points, [Tick(y_of(step), plain(step)) for step in steps], days[0], days[-1])


def scale(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round values, evenly apart, the first not above `low` and the last not below `high`; at least two."""
    spread = float(high - low) or max(abs(float(high)) / 10, 1.0)
    rough = spread / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    exact = Decimal(str(round(step, 6)))
    start, end = floor(low / exact), ceil(high / exact)
    if start == end:
        start, end = start - 1, end + 1
    return [exact * number for number in range(start, end + 1)]
