"""Indexes that do more than find."""

from datetime import timedelta
from typing import Any

from django.db import models
from pymongo import ASCENDING, IndexModel


class TTLIndex(models.Index):
    """An index on one date and time; MongoDB deletes rows `expire_after` later, by itself.

    On SQL it is a plain index, which a cleaning command reads. Rows whose value is NULL are never deleted.
    Readers must treat a row past its time as gone: the sweep is late on MongoDB and a command elsewhere.

    Raises ValueError unless there is exactly one field and `expire_after` is not negative.
    """

    suffix = "ttl"

    def __init__(
        self, *, fields: list[str], expire_after: timedelta = timedelta(0), name: str | None = None
    ) -> None:
        if len(fields) != 1:
            raise ValueError("A TTLIndex has exactly one field: the time that expire_after counts from.")
        if expire_after < timedelta(0):
            raise ValueError("The expire_after of a TTLIndex cannot be negative.")
        self.expire_after = expire_after
        super().__init__(fields=fields, name=name)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "expire_after": self.expire_after}

    def get_pymongo_index_model(self, model: type[models.Model], *args: Any, **kwargs: Any) -> IndexModel:
        """Called by the MongoDB schema editor in place of the SQL that other databases are sent."""
        column = str(model._meta.get_field(self.fields[0]).column)  # type: ignore[union-attr]
        seconds = int(self.expire_after.total_seconds())
        return IndexModel([(column, ASCENDING)], name=self.name, expireAfterSeconds=seconds)
