"""The primary is killed -9 amid some hundred writes: what was acknowledged stays, and nobody sees errors."""

from collections.abc import Iterator

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from apps.accounts.models import User
from dtps.db.transactions import run_atomic
from tests.failover import replica_set_of_its_own, write_through_failover
from tests.replica_set import ReplicaSet

pytestmark = pytest.mark.only_mongodb


@pytest.fixture(scope="module")
def replicas(django_db_blocker: DjangoDbBlocker) -> Iterator[ReplicaSet]:
    """In the place of Django's database while these tests run."""
    with django_db_blocker.unblock(), replica_set_of_its_own() as replicas:
        yield replicas


def new_entry() -> LogEntry:
    """A row to count in."""
    user, _ = User.objects.get_or_create(email="owner@practice.test", name="Owner")
    return LogEntry.objects.create(user=user, action_flag=0, object_repr="0")


def test_no_acknowledged_write_is_lost(replicas: ReplicaSet) -> None:
    entry = new_entry()

    def write(number: int) -> None:
        Session(session_key=str(number), session_data="…", expire_date=timezone.now()).save(force_insert=True)
        counted = LogEntry.objects.filter(pk=entry.pk).update(action_flag=F("action_flag") + 1)
        kept = LogEntry.objects.filter(pk=entry.pk, action_flag=number).update(object_repr=str(number))
        assert (counted, kept) == (1, 1)

    writes = write_through_failover(replicas, write, count=300)
    assert writes.refused == {}
    assert writes.longest > 0.5, "the primary was not killed while it was writing"
    assert Session.objects.count() == len(writes.acknowledged) == 300
    assert LogEntry.objects.values_list("action_flag", "object_repr").get(pk=entry.pk) == (300, "300")


def test_no_transaction_is_lost_or_torn(replicas: ReplicaSet) -> None:
    entries = [new_entry(), new_entry()]

    def count() -> None:
        for entry in entries:
            found = LogEntry.objects.get(pk=entry.pk)
            found.action_flag += 1
            found.save()

    writes = write_through_failover(replicas, lambda number: run_atomic(count), count=100)
    assert writes.refused == {}
    assert {LogEntry.objects.get(pk=entry.pk).action_flag for entry in entries} == {100}
