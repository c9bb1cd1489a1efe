"""The suite on either database: tests for one of them only, and a quick empty database on MongoDB.

MongoDB has no transaction that a test could be rolled back with, so Django's way there is to delete
everything and to make content types and permissions anew: 100 ms a test. Here what a test wrote is deleted.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TestCase, TransactionTestCase
from pymongo import monitoring
from pymongo.database import Database
from pymongo.write_concern import WriteConcern
from pytest_django import DjangoDbBlocker

VENDORS = {"only_sqlite": "sqlite", "only_mongodb": "mongodb"}
DATABASE_FIXTURES = {"db", "transactional_db", "practice"}
WRITES = {"insert", "update", "delete", "findAndModify"}


def pytest_configure(config: pytest.Config) -> None:
    """Makes the two marks known."""
    for mark in VENDORS:
        config.addinivalue_line("markers", f"{mark}: deselected when the suite runs on another database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is for another database: not skipped, because nothing is missing here.

    What touches no database has the same answer on both, so it runs once, on SQLite.
    """
    wanted: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        (wanted if _belongs_here(item) else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = wanted


def _belongs_here(item: pytest.Item) -> bool:
    others = [mark for mark, vendor in VENDORS.items() if vendor != connection.vendor]
    if any(item.get_closest_marker(mark) for mark in others):
        return False
    return connection.vendor == "sqlite" or _touches_a_database(item)


def _touches_a_database(item: pytest.Item) -> bool:
    """Whether pytest-django opens one for it, it is about the engine, or a server of its own uses it."""
    used: list[str] = getattr(item, "fixturenames", [])
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(used)
        or "tests/db/" in item.nodeid
    )


@pytest.fixture(scope="session")
def quick_isolation() -> Iterator["Isolation | None"]:
    """Deletes after each test what it wrote; None on a database with transactions, which needs no help."""
    if connection.vendor != "mongodb":
        yield None
        return
    isolation = Isolation()
    # Before the database is opened: the driver tells only new connections about listeners.
    monitoring.register(isolation.written)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: isolation.clear(case))
        yield isolation


@pytest.fixture(scope="session")
def django_db_setup(
    quick_isolation: "Isolation | None", django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """pytest-django's own, which creates the database, with the isolation around it."""
    if quick_isolation:
        with django_db_blocker.unblock():
            quick_isolation.remember_seeded()


class WrittenCollections(monitoring.CommandListener):
    """The collections that this process has written to, by name, since they were cleared last."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Called by the driver before it sends a command; in any thread."""
        if event.command_name in WRITES:
            self.names.add(event.command[event.command_name])

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing more to know."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing more to know: a failed write may still have been done, so it counts."""


class Isolation:
    """Takes the place of the flush at the end of Django's test cases."""

    def __init__(self) -> None:
        self.written = WrittenCollections()
        self.flush: Callable[[TransactionTestCase], None] = vars(TransactionTestCase)["_fixture_teardown"]
        self.seeded: set[str] = set()

    def remember_seeded(self) -> None:
        """The collections that the migrations have filled: they are part of an empty database."""
        database = _database()
        names = database.list_collection_names()
        self.seeded = {name for name in names if database[name].find_one(projection=["_id"])}
        self.written.names.clear()

    def clear(self, case: TransactionTestCase) -> None:
        """Deletes what `case` wrote; all there is when it showed its data to other processes as well."""
        if self.written.names & self.seeded:
            self.flush(case)
        else:
            database = _database()
            names = (
                self.written.names if isinstance(case, TestCase) else set(database.list_collection_names())
            )
            for name in names - self.seeded:
                # The next test reads from the primary: it need not wait until the others have heard of this.
                database.get_collection(name, write_concern=WriteConcern(w=1)).delete_many({})
        self.written.names.clear()


def _database() -> Database[Any]:
    mongodb: Any = connection
    database: Database[Any] = mongodb.database
    return database
