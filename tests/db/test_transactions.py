"""Transactions are real, and mean the same, on either database."""

# ruff: noqa: PT012 (what happens to a whole block is the subject here)

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, NotSupportedError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError

from apps.accounts.models import Role, User
from dtps.db.transactions import atomic, run_atomic
from tests.conftest import person

Broken = type("Broken", (Exception,), {})


def names() -> list[str]:
    """The names of all users, in order."""
    return list(User.objects.order_by("name").values_list("name", flat=True))


def test_what_is_written_inside_is_kept(owner: User) -> None:
    with atomic():
        User.objects.filter(pk=owner.pk).update(name="New")
        assert names() == ["New"]
    assert names() == ["New"]


def test_an_error_takes_everything_back(owner: User) -> None:
    with pytest.raises(Broken), atomic():
        person("Second", Role.DIETITIAN)
        User.objects.filter(pk=owner.pk).update(name="New")
        owner.delete()
        raise Broken
    assert names() == ["Owner"]


def test_an_inner_block_joins_the_outer_one(owner: User) -> None:
    with pytest.raises(Broken), atomic():
        with atomic():
            person("Second", Role.DIETITIAN)
        raise Broken
    assert names() == ["Owner"]


def test_an_inner_error_takes_everything_back_even_when_it_is_caught(owner: User) -> None:
    with pytest.raises(TransactionManagementError), atomic():
        User.objects.filter(pk=owner.pk).update(name="New")
        with pytest.raises(Broken), atomic():
            raise Broken
    assert names() == ["Owner"]


def test_after_an_error_the_next_block_works(owner: User) -> None:
    with pytest.raises(IntegrityError), atomic():
        person("Owner", Role.DIETITIAN)
    with atomic():
        person("Second", Role.DIETITIAN)
    assert names() == ["Owner", "Second"]


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_commit_runs_after_the_outermost_block() -> None:
    done: list[str] = []
    with atomic():
        with atomic():
            transaction.on_commit(lambda: done.append("hook"))
        done.append("end of block")
    assert done == ["end of block", "hook"]


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_commit_is_forgotten_when_there_is_none() -> None:
    done: list[str] = []
    with pytest.raises(Broken), atomic():
        transaction.on_commit(lambda: done.append("hook"))
        raise Broken
    with atomic():
        pass
    assert done == []


def test_a_block_within_djangos_own(owner: User) -> None:
    """Django admin wraps its views in `transaction.atomic`, which on MongoDB does nothing."""
    done: list[str] = []
    with transaction.atomic():
        with atomic():
            User.objects.filter(pk=owner.pk).update(name="New")
        with pytest.raises(Broken), atomic():
            transaction.on_commit(lambda: done.append("hook"))
            User.objects.filter(pk=owner.pk).update(name="Lost")
            raise Broken
    assert names() == ["New"]
    assert done == []


def test_work_answers(owner: User) -> None:
    assert run_atomic(lambda: User.objects.get().name) == "Owner"
    with atomic():
        assert run_atomic(lambda: User.objects.get().name) == "Owner"


def test_an_error_of_the_work_is_not_repeated(owner: User) -> None:
    calls: list[int] = []

    def work() -> None:
        calls.append(1)
        raise Broken

    with pytest.raises(Broken):
        run_atomic(work)
    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_read_change_write_in_many_threads_loses_nothing() -> None:
    owner = person("Owner", Role.DIETITIAN)
    entry = LogEntry.objects.create(user=owner, action_flag=0, object_repr="x")

    def add_one() -> None:
        found = LogEntry.objects.get(pk=entry.pk)
        found.action_flag += 1
        found.save()

    def add_some(_: int) -> None:
        try:
            for _ in range(5):
                run_atomic(add_one)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add_some, range(4)))
    assert LogEntry.objects.get().action_flag == 20


@pytest.mark.django_db(transaction=True)
def test_conditional_updates_in_many_threads_need_no_transaction() -> None:
    entry = LogEntry.objects.create(user=person("Owner", Role.DIETITIAN), action_flag=0, object_repr="x")

    def claim(_: int) -> int:
        try:
            return LogEntry.objects.filter(pk=entry.pk, action_flag=0).update(
                action_flag=F("action_flag") + 1
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(claim, range(8))) == [0] * 7 + [1]


@pytest.mark.only_mongodb
def test_without_a_replica_set_it_says_so(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.features, "_supports_transactions", False, raising=False)
    with pytest.raises(NotSupportedError, match="replica set"), atomic():
        pass
