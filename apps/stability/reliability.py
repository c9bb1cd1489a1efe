"""What the page Reliability says: the tallies of the last days as figures, bars and a table."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.stability.models import Tally
from apps.stability.save_times import in_words, quantile
from apps.stability.shared import registry
from apps.stability.tallies import SAVE_TIME

DAYS = 14
SIGNS_OF_LIFE = {"ping", "connected"}  # events that bring no news
HEIGHT, STEP = 40, 10  # of a chart, and from one of its bars to the next
OPEN = {"streams": "dtps_streams", "editors": "dtps_presence_sockets"}

Day = Counter[str]  # what was counted in it
Text = str | Promise


@dataclass(frozen=True)
class Bar:
    """One bar of a chart, in the units of its drawing."""

    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One thing that is counted: a chart, and a column of the table."""

    title: Text
    meaning: Text
    summary: str
    cells: list[str]  # one a day, in the order of time
    bars: list[Bar]


@dataclass(frozen=True)
class Report:
    """Everything that the tallies tell."""

    columns: list[Column]
    rows: list[tuple[date, list[str]]]  # the latest day first
    is_empty: bool


COUNTS: list[tuple[str, Text, Text]] = [
    ("drafts_saved", _("Drafts kept"), _("Times the server confirmed that it has what somebody was typing.")),
    ("merges", _("Merged"), _("Saves put together with what was changed elsewhere, without a question.")),
    (
        "conflicts",
        _("Conflicts"),
        _("Saves that met another value in the same place: somebody had to choose."),
    ),
    ("events_sent", _("Events sent"), _("News and counts written to open pages as they happened.")),
    ("events_replayed", _("Caught up"), _("News sent again to pages that had lost their connection.")),
    ("resets", _("Started over"), _("Pages that were away for so long that they loaded everything anew.")),
    ("limits_hit", _("Limits hit"), _("Requests turned away because there were too many of them.")),
]
SHARES: list[tuple[float, Text, Text]] = [
    (0.5, _("Half of the saves"), _("The time in which the server kept one draft out of two, about.")),
    (0.95, _("95 of 100 saves"), _("The time in which it kept all but the slowest twentieth, about.")),
]


def report() -> Report:
    """The last DAYS days, with today, as the time zone of the reader has them. One query."""
    today = timezone.localdate()
    dates = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    counted = _by_date(since=dates[0])
    days = [counted[day] for day in dates]
    columns = [_counts(name, title, meaning, days) for name, title, meaning in COUNTS]
    columns += [_times(share, title, meaning, days) for share, title, meaning in SHARES]
    rows = list(zip(dates, map(list, zip(*(column.cells for column in columns), strict=True)), strict=True))
    return Report(columns, rows[::-1], is_empty=not any(day.total() for day in days))


def open_now() -> dict[str, int]:
    """What is open at this moment in all processes of this machine: `streams` and `editors`."""
    values = {metric.name: sum(sample.value for sample in metric.samples) for metric in registry().collect()}
    return {what: int(values.get(gauge, 0)) for what, gauge in OPEN.items()}


def _by_date(since: date) -> defaultdict[date, Day]:
    """The tallies from `since` on. An hour that two days share counts to that in which it began."""
    days: defaultdict[date, Day] = defaultdict(Counter)
    midnight = timezone.make_aware(datetime.combine(since, time.min))
    for hour, name, count in Tally.objects.filter(hour__gte=midnight).values_list("hour", "name", "count"):
        what, _colon, label = name.partition(":")
        if label not in SIGNS_OF_LIFE:
            days[timezone.localdate(hour)][name if what == SAVE_TIME else what] += count
    return days


def _counts(name: str, title: Text, meaning: Text, days: Sequence[Day]) -> Column:
    numbers = [day[name] for day in days]
    return Column(title, meaning, _number(sum(numbers)), [_number(one) for one in numbers], bars(numbers))


def _times(share: float, title: Text, meaning: Text, days: Sequence[Day]) -> Column:
    seconds = [quantile(_saves(day), share) for day in days]
    summary = in_words(quantile(_saves(sum(days, Counter())), share))
    return Column(title, meaning, summary, [in_words(one) for one in seconds], bars(seconds))


def _saves(day: Day) -> dict[float, int]:
    """How many saves took up to how many seconds, and longer than the bound before."""
    times = {name.partition(":")[2]: number for name, number in day.items() if name.startswith(SAVE_TIME)}
    return {float(bound): number for bound, number in times.items()}


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)


def bars(values: Sequence[float | None]) -> list[Bar]:
    """A bar for each value that is more than nothing; the greatest is as high as the chart."""
    greatest = max((value or 0 for value in values), default=0)
    heights = [max(1.0, round(HEIGHT * value / greatest, 1)) if value else 0 for value in values]
    return [
        Bar(STEP * place, round(HEIGHT - height, 1), height) for place, height in enumerate(heights) if height
    ]
