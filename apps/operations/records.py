"""Records as lines of text, the same from either database, and lines as records again."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection, models
from django.db.models.sql import DeleteQuery, InsertQuery

from apps.operations.archive import Section, time_text
from dtps.db.indexes import TTLIndex
from dtps.db.transactions import run_atomic

AnyField: TypeAlias = Any  # Django's fields are generic to the type checker only

AT_ONCE = 50  # records read at a time: a menu may be 2 MiB
MOST_IN_BATCH, LARGEST_BATCH = 500, 4 * 1024 * 1024  # records and bytes written at a time


@dataclass(frozen=True)
class Table:
    """One model's records in the database, by the values of their columns.

    Not by instances: what a model does when it is loaded or saved (drafts complete themselves, times of the
    last change are set) would come between the record and its copy.
    """

    model: type[models.Model]

    @property
    def label(self) -> str:
        """The model's name."""
        return self.model._meta.label

    @property
    def fields(self) -> list[AnyField]:
        """One for each column."""
        return list(self.model._meta.concrete_fields)

    @property
    def section(self) -> Section:
        """How a file introduces the records."""
        names = tuple(field.attname for field in self.fields)
        for index in self.model._meta.indexes:
            if isinstance(index, TTLIndex):
                return Section(self.label, names, index.fields[0], index.expire_after.total_seconds())
        return Section(self.label, names)

    def lines(self) -> Iterator[str]:
        """All records, in the order of their keys."""
        key = self.model._meta.pk.attname  # "pk" of a relation would sort by what it points at
        for values in self._values(order_by=key):
            yield line_of(values)

    def is_empty(self) -> bool:
        """Whether there are no records."""
        return not self.model._base_manager.exists()

    def clear(self) -> None:
        """Deletes all records, without looking at what belongs to them."""
        keys = self.model._base_manager.values_list("pk", flat=True)
        while found := list(keys[:MOST_IN_BATCH]):
            run_atomic(lambda found=found: DeleteQuery(self.model).delete_batch(found, connection.alias))  # type: ignore[misc]

    def write(self, lines: Iterator[str]) -> Iterator[int]:
        """Writes what is not there yet, batch by batch, and what is there but differs; yields their sizes."""
        batch: list[str] = []
        size = 0
        for line in lines:
            batch.append(line)
            size += len(line)
            if size >= LARGEST_BATCH or len(batch) >= self._most_in_batch:
                yield self._write(batch)
                batch, size = [], 0
        if batch:
            yield self._write(batch)

    @property
    def _most_in_batch(self) -> int:
        size = connection.ops.bulk_batch_size(self.fields, [None] * MOST_IN_BATCH)
        return max(1, min(MOST_IN_BATCH, size))

    def _write(self, lines: list[str]) -> int:
        run_atomic(lambda: self._write_missing(lines))
        return len(lines)

    def _write_missing(self, lines: list[str]) -> None:
        place = self.fields.index(self.model._meta.pk)
        records = {line: self._parse(line) for line in lines}
        keys = [values[place] for values in records.values()]
        there = {values[place]: line_of(values) for values in self._values(pk__in=keys)}
        missing = [values for line, values in records.items() if there.get(values[place]) != line]
        different = [values[place] for values in missing if values[place] in there]
        if different:
            DeleteQuery(self.model).delete_batch(different, connection.alias)
        if missing:
            self._insert(missing)

    def _insert(self, rows: list[list[Any]]) -> None:
        names = [field.attname for field in self.fields]
        query = InsertQuery(self.model)
        # raw: the values as they are, also where a save would set the time anew.
        objects = [self.model(**dict(zip(names, values, strict=True))) for values in rows]
        query.insert_values(self.fields, objects, raw=True)
        query.get_compiler(connection=connection).execute_sql()

    def _parse(self, line: str) -> list[Any]:
        pairs = zip(self.fields, json.loads(line), strict=True)
        return [field.to_python(value) for field, value in pairs]

    def _values(self, order_by: str = "", **criteria: Any) -> Iterator[tuple[Any, ...]]:
        rows = self.model._base_manager.filter(**criteria).order_by(*filter(None, [order_by]))
        return rows.values_list(*(field.attname for field in self.fields)).iterator(chunk_size=AT_ONCE)


def line_of(values: tuple[Any, ...]) -> str:
    """The line of a record. ASCII, so that whatever text there is survives any file."""
    return json.dumps(values, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode("ascii")  # as BinaryField.to_python reads it
    raise TypeError(f"A backup cannot hold a {type(value).__name__} yet.")
