"""The database's primary is killed -9 amid a thousand draft saves: what was answered "saved" is there."""

from uuid import uuid4

import pytest
from pytest_django import DjangoDbBlocker

from apps.accounts.models import Role
from tests.conftest import person
from tests.drafts.devices import Device
from tests.failover import replica_set_of_its_own, write_through_failover

pytestmark = pytest.mark.only_mongodb


def test_no_acknowledged_draft_save_is_lost(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), replica_set_of_its_own() as replicas:
        device = Device(person("Owner", Role.DIETITIAN), uuid4())
        assert device.post(data={"title": "0", "text": ""}).status_code == 200

        def save(number: int) -> None:
            device.type(
                title=[str(number - 1), str(number)],
                text=["" if number == 1 else "x" * (number - 1), "x" * number],
            )

        writes = write_through_failover(replicas, save)
        assert writes.refused == {}
        assert writes.longest > 0.5, "the primary was not killed while it was writing"
        assert device.data()["title"] == str(writes.acknowledged[-1]) == "1000"
        assert device.data()["text"] == "x" * 1000
