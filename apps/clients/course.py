"""The measurements of one client in their course: the table, the charts, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.clients.charts import Chart, draw
from apps.clients.measures import MEASURES, Measure, bmi, change, plain
from apps.clients.models import Client, Measurement


@dataclass(frozen=True)
class Row:
    """One measurement as the table shows it: a cell for each column, empty where nothing was measured."""

    measurement: Measurement
    cells: Sequence[tuple[Measure, str]]


@dataclass(frozen=True)
class Trend:
    """One measure over time: the newest value, what changed since the one before and since the first."""

    measure: Measure
    value: str
    day: date
    since_last: str
    since_first: str
    first_day: date
    count: int
    chart: Chart | None


@dataclass(frozen=True)
class Course:
    """Everything measured of a client; `columns` are the measures that were ever taken, `rows` the latest of
    `count` measurements, or all."""

    columns: Sequence[Measure]
    rows: Sequence[Row]
    trends: Sequence[Trend]
    bmi: Decimal | None
    count: int


def course_of(client: Client, most: int | None) -> Course:
    """The course of `client` with at most `most` rows, the newest first, in two queries."""
    kept = list(
        Measurement.objects.kept()
        .filter(client=client)
        .prefetch_related("updated_by")
        .order_by("-taken_on", "-created_at")
    )
    values = [measurement.values() for measurement in kept]
    taken = {key for one in values for key in one}
    columns = [measure for measure in MEASURES if measure.key in taken]
    rows = [
        Row(one, [(column, plain(found[column.key]) if column.key in found else "") for column in columns])
        for one, found in list(zip(kept, values, strict=True))[:most]
    ]
    readings = {
        column.key: [
            (one.taken_on, found[column.key])
            for one, found in zip(kept, values, strict=True)
            if column.key in found
        ][::-1]
        for column in columns
    }
    newest = {key: found[-1][1] for key, found in readings.items()}
    return Course(
        columns,
        rows,
        [_trend(column, readings[column.key]) for column in columns],
        bmi(newest.get("weight_kg"), newest.get("height_cm")),
        len(kept),
    )


def removed_measurement(client: Client, key: str) -> Measurement | None:
    """The removed measurement of `client` that the address names, to be offered back."""
    try:
        return client.measurements.exclude(removed_at=None).filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None


def _trend(measure: Measure, readings: Sequence[tuple[date, Decimal]]) -> Trend:
    (first_day, first), (day, value) = readings[0], readings[-1]
    return Trend(
        measure=measure,
        value=plain(value),
        day=day,
        since_last=change(readings[-2][1], value) if len(readings) > 1 else "",
        since_first=change(first, value) if len(readings) > 2 else "",
        first_day=first_day,
        count=len(readings),
        chart=draw(readings),
    )
