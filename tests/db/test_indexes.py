"""Indexes that migrations make, as the database describes them."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.operations import AddIndex, AlterField, RemoveIndex
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.utils import timezone

from apps.drafts.models import Draft
from dtps.db.indexes import TTLIndex
from dtps.db.keys import AutoKey
from tests.db.shelf import Shelf
from tests.replica_set import ReplicaSet


def describe(model: type[models.Model]) -> dict[str, Any]:
    """The indexes of a table by name, in the database's words."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, model._meta.db_table)


def test_a_ttl_index_is_an_index_on_its_one_field(db: None) -> None:
    index = describe(Draft)["draft_expiry"]
    assert index["columns"] == ["expires_at"]
    assert index["index"]
    assert not index["unique"]


@pytest.mark.only_mongodb
def test_a_ttl_index_tells_mongodb_when_to_delete(db: None) -> None:
    mongodb: Any = connection
    assert (
        mongodb.database[Draft._meta.db_table].index_information()["draft_expiry"]["expireAfterSeconds"] == 0
    )


@pytest.mark.only_mongodb
def test_mongodb_deletes_what_has_expired_and_keeps_what_has_no_date() -> None:
    index = TTLIndex(fields=["expires_at"], expire_after=timedelta(seconds=1), name="ttl")
    sweep_each_second = {"ttlMonitorEnabled": "true", "ttlMonitorSleepSecs": "1"}
    with ReplicaSet(1, sweep_each_second) as replicas, replicas.primary().client() as client:
        rows = client.test.drafts
        rows.create_indexes([index.get_pymongo_index_model(Draft)])
        now = timezone.now()
        rows.insert_many([{"expires_at": now}, {"expires_at": now + timedelta(days=1)}, {"expires_at": None}])
        deadline = time.monotonic() + 30
        while rows.count_documents({}) > 2 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert [bool(row["expires_at"]) for row in rows.find()] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"fields": ["a", "b"]}, "exactly one field"),
        ({"fields": []}, "exactly one field"),
        ({"fields": ["a"], "expire_after": timedelta(seconds=-1)}, "negative"),
    ],
)
def test_a_ttl_index_that_means_nothing_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TTLIndex(**arguments)


def project_with(expire_after: timedelta) -> ProjectState:
    """A project of one model whose rows live for `expire_after`."""
    state = ProjectState()
    index = TTLIndex(fields=["at"], expire_after=expire_after, name="ttl")
    fields = [("id", AutoKey(primary_key=True)), ("at", models.DateTimeField())]
    state.add_model(ModelState("drafts", "Kept", fields, {"indexes": [index]}))
    return state


def test_migrations_follow_a_changed_lifetime() -> None:
    one, other = project_with(timedelta(0)), project_with(timedelta(minutes=1))
    graph = MigrationGraph()
    graph.add_node(("drafts", "0001_initial"), Migration("0001_initial", "drafts"))
    changes = MigrationAutodetector(one, other).changes(graph)
    assert [type(operation) for operation in changes["drafts"][0].operations] == [RemoveIndex, AddIndex]
    assert MigrationAutodetector(one, project_with(timedelta(0))).changes(graph) == {}
    assert "expire_after=datetime.timedelta(seconds=60)" in MigrationWriter(changes["drafts"][0]).as_string()


def test_null_may_repeat_where_it_is_allowed(shelf: Shelf) -> None:
    shelf.create(place=1)
    shelf.create(place=2)
    shelf.create(place=3, label="a")
    with pytest.raises(IntegrityError):
        shelf.create(place=4, label="a")


def test_a_unique_pair_stays_unique(shelf: Shelf) -> None:
    shelf.create(room="a", place=1)
    shelf.create(room="a", place=2)
    with pytest.raises(IntegrityError):
        shelf.create(room="a", place=1)


def test_a_unique_column_that_may_be_null_from_now_on_takes_several(shelf: Shelf) -> None:
    shelf.run(AlterField("Shelf", "label", models.CharField(max_length=20, unique=True, default="x")))
    shelf.create(place=1, label="a")
    shelf.run(AlterField("Shelf", "label", models.CharField(max_length=20, unique=True, null=True)))
    shelf.create(place=2, label=None)
    shelf.create(place=3, label=None)
    assert shelf.model.objects.count() == 3


@pytest.mark.only_mongodb
def test_a_unique_index_is_partial_only_where_null_may_occur(shelf: Shelf) -> None:
    mongodb: Any = connection

    def partial() -> set[str]:
        indexes = mongodb.database[shelf.model._meta.db_table].index_information().values()
        return {index["key"][0][0] for index in indexes if "partialFilterExpression" in index}

    assert partial() == {"label"}
    shelf.run(AlterField("Shelf", "label", models.CharField(max_length=20, unique=True, default="x")))
    assert partial() == set()
    shelf.run(AlterField("Shelf", "room", models.CharField(max_length=20, null=True)))
    assert partial() == {"room"}
