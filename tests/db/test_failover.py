"""The primary is killed -9 amid a thousand writes: what was acknowledged stays, and nobody sees an error."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from apps.accounts.models import Role
from dtps.db.transactions import run_atomic
from tests.conftest import person
from tests.failover import replica_set_of_its_own, write_through_failover

pytestmark = pytest.mark.only_mongodb


def test_no_acknowledged_write_is_lost(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), replica_set_of_its_own() as replicas:
        entry = LogEntry.objects.create(user=person("Owner", Role.DIETITIAN), action_flag=0, object_repr="x")

        def write(number: int) -> None:
            Session(session_key=str(number), session_data="…", expire_date=timezone.now()).save(
                force_insert=True
            )
            counted = LogEntry.objects.filter(pk=entry.pk).update(action_flag=F("action_flag") + 1)
            kept = LogEntry.objects.filter(pk=entry.pk, action_flag=number).update(object_repr=str(number))
            assert (counted, kept) == (1, 1)

        writes = write_through_failover(replicas, write)
        assert writes.refused == {}
        assert writes.longest > 0.5, "the primary was not killed while it was writing"
        assert Session.objects.count() == len(writes.acknowledged) == 1000
        assert LogEntry.objects.values_list("action_flag", "object_repr").get() == (1000, "1000")


def test_no_transaction_is_lost_or_torn(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), replica_set_of_its_own() as replicas:
        user = person("Owner", Role.DIETITIAN)
        entries = [
            LogEntry.objects.create(user=user, action_flag=0, object_repr=side) for side in ("left", "right")
        ]

        def move(number: int) -> None:
            for entry in entries:
                found = LogEntry.objects.get(pk=entry.pk)
                found.action_flag += 1
                found.save()

        writes = write_through_failover(replicas, lambda number: run_atomic(lambda: move(number)), count=300)
        assert writes.refused == {}
        assert list(LogEntry.objects.values_list("action_flag", flat=True)) == [300, 300]
