"""A broken connection in the middle of an operation: the driver repeats it, and it is done once.

The driver repeats only operations of one document. A primary that changes looks the same from here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone
from pymongo.errors import AutoReconnect

from apps.accounts.models import User
from dtps.db.transactions import atomic, run_atomic
from tests.db.commands import Recorder, failing

pytestmark = pytest.mark.only_mongodb

UPDATES: dict[str, Callable[[User], int]] = {
    "by key": lambda user: User.objects.filter(pk=user.pk).update(name="New"),
    "compare and set": lambda user: User.objects.filter(pk=user.pk, name="Owner").update(name="New"),
    "compare first": lambda user: User.objects.filter(name="Owner", pk=user.pk).update(name="New"),
    "one key of a list": lambda user: User.objects.filter(pk__in=[user.pk]).update(name="New"),
}


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES.keys())
def test_an_update_of_one_row_survives(
    recorder: Recorder, owner: User, update: Callable[[User], int]
) -> None:
    with failing("update"):
        assert update(owner) == 1
    assert User.objects.get().name == "New"


def test_saving_a_row_survives(recorder: Recorder, owner: User) -> None:
    with failing("update"):
        owner.name = "New"
        owner.save()
    with failing("update"):
        Session(session_key="new", session_data="…", expire_date=timezone.now()).save()
    with failing("update"):
        Session.objects.get().save(force_update=True)
    assert User.objects.get().name == "New"


def test_an_update_whose_answer_was_lost_is_not_done_again(recorder: Recorder, owner: User) -> None:
    entry = LogEntry.objects.create(user=owner, action_flag=1, object_repr="x")
    unsure: dict[str, Any] = {
        "writeConcernError": {"code": 262, "errmsg": "waited too long"},
        "errorLabels": ["RetryableWriteError"],
    }
    recorder.clear()
    with failing("update", **unsure):
        LogEntry.objects.filter(pk=entry.pk).update(action_flag=F("action_flag") + 1)
    assert len(recorder.named("update")) == 2
    assert LogEntry.objects.get().action_flag == 2


@pytest.mark.parametrize(
    "delete", [Session.delete, lambda session: Session.objects.filter(pk=session.pk).delete()]
)
def test_deleting_one_row_survives(recorder: Recorder, db: None, delete: Callable[[Session], object]) -> None:
    session = Session.objects.create(session_key="gone", session_data="…", expire_date=timezone.now())
    with failing("delete"):
        delete(session)
    assert not Session.objects.exists()


def test_deleting_a_row_and_what_hangs_on_it_survives_in_a_transaction(
    recorder: Recorder, owner: User
) -> None:
    LogEntry.objects.create(user=owner, action_flag=1, object_repr="x")
    with failing("delete"):
        run_atomic(owner.delete)
    assert not LogEntry.objects.exists()
    assert not User.objects.exists()


def test_only_the_row_is_deleted_that_still_is_as_it_was(recorder: Recorder, owner: User) -> None:
    assert User.objects.filter(pk=owner.pk, name="Someone").delete()[0] == 0
    assert User.objects.filter(pk=owner.pk, name="Owner").delete()[0] == 1


def test_operations_of_many_rows_stay_such(recorder: Recorder, owner: User, colleague: User) -> None:
    assert User.objects.filter(pk__in=[owner.pk, colleague.pk]).update(name="New") == 2
    assert User.objects.exclude(pk=owner.pk).update(name="Other") == 1
    assert User.objects.filter(name__in=["New", "Other"]).delete()[0] == 2


def test_a_transaction_is_run_again(recorder: Recorder, owner: User) -> None:
    def rename() -> None:
        user = User.objects.get(pk=owner.pk)
        user.name += "!"
        user.save()

    with failing("update"):
        run_atomic(rename)
    assert User.objects.get().name == "Owner!"


def test_a_commit_is_asked_for_again(recorder: Recorder, owner: User) -> None:
    with failing("commitTransaction", times=3):  # the driver itself asks twice
        run_atomic(lambda: User.objects.filter(pk=owner.pk).update(name="New"))
    assert User.objects.get().name == "New"


def test_a_commit_that_fails_says_so_and_leaves_the_connection_usable(
    recorder: Recorder, owner: User
) -> None:
    refused = failing("commitTransaction", times=2, errorCode=51, closeConnection=False)
    with refused, pytest.raises(OperationalError, match="could not be committed"), atomic():
        User.objects.filter(pk=owner.pk).update(name="Lost")
    assert User.objects.get().name == "Owner"
    with atomic():
        User.objects.filter(pk=owner.pk).update(name="New")
    assert User.objects.get().name == "New"


def test_reading_survives(recorder: Recorder, owner: User) -> None:
    with failing("aggregate"):
        assert User.objects.get() == owner


def test_the_trap_works(recorder: Recorder, owner: User) -> None:
    """An operation of many rows is not repeated: so these tests would fail without the repairs."""
    with failing("update"), pytest.raises(Exception) as caught:  # noqa: PT011 (the engine's choice)
        User.objects.all().update(name="New")
    assert isinstance(caught.value.__cause__, AutoReconnect)
