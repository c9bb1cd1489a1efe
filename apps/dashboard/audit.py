"""Who did what when, across the site, the newest first.

What is done is kept in several tables, see audit_sources.py. A page reads the times and keys down to its own
depth from each, merges them, and then reads only the rows that it shows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.dashboard.audit_sources import SOURCES, Entry, Source

Found = tuple[datetime, str, Any]  # when, which of SOURCES, the key of its row


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: everything, unless said. `until` itself is left out."""

    person: UUID | None = None
    source: str = ""
    since: datetime | None = None
    until: datetime | None = None


def entries(wanted: Wanted, *, start: int, count: int) -> list[Entry]:
    """`count` lines from the line `start` on, the newest first; a fixed number of queries."""
    found: list[Found] = []
    for name in [wanted.source] if wanted.source else SOURCES:
        found += [(when, name, key) for when, key in newest(SOURCES[name], wanted)[: start + count]]
    found.sort(key=lambda one: (one[0], one[1], str(one[2])), reverse=True)
    page = found[start : start + count]
    lines: dict[tuple[str, Any], Entry] = {}
    for name, source in SOURCES.items():
        keys = [key for _at, its, key in page if its == name]
        lines |= {(name, key): entry for key, entry in source.read(keys)} if keys else {}
    # One that was deleted between the two readings is left out.
    return [lines[name, key] for _at, name, key in page if (name, key) in lines]


def newest(source: Source, wanted: Wanted) -> QuerySet[Any, tuple[datetime, Any]]:
    """`(when, key)` of the rows of one source, in the order of an index where it may grow large."""
    limits = {
        f"{source.by}_id": wanted.person,
        f"{source.at}__gte": wanted.since,
        f"{source.at}__lt": wanted.until,
    }
    given = {name: value for name, value in limits.items() if value is not None}
    rows: QuerySet[Any] = source.model.objects.filter(**given)
    return rows.order_by(f"-{source.at}", "-pk").values_list(source.at, "pk")
