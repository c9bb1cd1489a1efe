"""The database of this process: what state it is in, which records it holds, one moment of it to read."""

from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from apps.operations.archive import BackupProblem
from apps.operations.records import Table

# What the database or the next sign-in makes anew, and what is over when the site stops (docs/backup.md).
LEFT_OUT = {
    "accounts.DeviceSession",
    "admin.LogEntry",
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "operations.UnfinishedRestore",
    "realtime.Presence",
    "sessions.Session",
}
# Of these, what has to go with the people whom it names.
TIED_TO_PEOPLE = {"accounts.DeviceSession", "admin.LogEntry", "realtime.Presence", "sessions.Session"}


class Database:
    """The tables as the applied migrations have made them, which may not be what the code is by now."""

    def __init__(self) -> None:
        self._loader = MigrationLoader(connection)
        applied = [node for node in self._loader.applied_migrations if node in self._loader.graph.nodes]
        self._models = self._loader.project_state(applied).apps
        self.tables = [Table(model) for model in _referenced_first(self._all_models())]

    @property
    def migrations(self) -> list[str]:
        """What is applied of the apps whose records are kept."""
        return self._named(self._loader.applied_migrations)

    @property
    def known_migrations(self) -> list[str]:
        """What this code has of them, applied or not."""
        return self._named(self._loader.disk_migrations)

    def is_empty(self) -> bool:
        """Whether there is none of the records that are kept."""
        return all(table.is_empty() for table in self.tables)

    def clear(self) -> None:
        """Deletes all records that are kept, and what is tied to them."""
        for model in self._models.get_models():
            if model._meta.label in TIED_TO_PEOPLE:
                Table(model).clear()
        for table in reversed(self.tables):
            table.clear()

    def mark(self) -> type[models.Model] | None:
        """The model of unfinished restores; None where the database does not have it yet."""
        try:
            return self._models.get_model("operations.UnfinishedRestore")
        except LookupError:
            return None

    def _all_models(self) -> list[type[models.Model]]:
        """Of apps without migrations those of the code: the history has them without their relations."""
        without = self._loader.unmigrated_apps
        registries = ((self._models, False), (apps, True))
        return [
            model
            for registry, is_code in registries
            for model in registry.get_models(include_auto_created=True)
            if (model._meta.app_label in without) == is_code
        ]

    def _named(self, nodes: Any) -> list[str]:
        ours = {table.model._meta.app_label for table in self.tables}
        return sorted(f"{app}.{name}" for app, name in nodes if app in ours)


def _referenced_first(all_models: list[type[models.Model]]) -> list[type[models.Model]]:
    """The models that are kept, each after those that it points at; otherwise by name."""
    kept = {model._meta.label: model for model in all_models if model._meta.label not in LEFT_OUT}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for label, model in sorted(kept.items()):
        targets = {f.related_model._meta.label for f in model._meta.concrete_fields if f.is_relation}  # type: ignore[union-attr]
        sorter.add(label, *sorted(targets - {label}))
    return [kept[label] for label in sorter.static_order()]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything that is read inside is as it was at one moment, while others go on writing.

    On SQLite a transaction that takes no lock, on MongoDB a snapshot, which a server keeps for five minutes
    unless it is told otherwise. BackupProblem when the server cannot do that, or no longer.
    """
    with _mongodb_snapshot() if connection.vendor == "mongodb" else _reading_transaction():
        yield


@contextmanager
def _reading_transaction() -> Iterator[None]:
    sqlite: Any = connection
    mode = getattr(sqlite, "transaction_mode", None)
    sqlite.transaction_mode = "DEFERRED"  # IMMEDIATE would keep everybody from writing
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = mode


@contextmanager
def _mongodb_snapshot() -> Iterator[None]:
    mongodb: Any = connection
    if not mongodb.features._supports_transactions:
        raise BackupProblem(
            "This MongoDB server is no member of a replica set, so it has no snapshots to back up."
        )
    mongodb.ensure_connection()
    with mongodb.connection.start_session(snapshot=True) as session:
        mongodb.session = session
        try:
            yield
        finally:
            mongodb.session = None
