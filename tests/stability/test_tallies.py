"""Hourly tallies: every process adds its own, once, whatever fails in between; never within a request."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import Settings

from apps.stability import tallies
from apps.stability.metrics import CONFLICTS, LIMITS_HIT, MERGES, SAVE_SECONDS
from apps.stability.models import KEPT_FOR, Tally, TallyQuerySet
from apps.stability.tallies import Ledger, readings

HOUR = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """That of a process which starts now, at ten past the hour: what others have counted is written."""
    monkeypatch.setattr(timezone, "now", lambda: HOUR + timedelta(minutes=10))
    return new_ledger()


def new_ledger() -> Ledger:
    """One that takes what was counted so far as written."""
    ledger = Ledger()
    ledger._written = dict(readings())
    return ledger


def counts() -> dict[str, int]:
    """What the database says of the one hour that there is."""
    assert set(Tally.objects.values_list("hour", flat=True)) <= {HOUR}
    return dict(Tally.objects.values_list("name", "count"))


@pytest.mark.django_db
def test_what_is_new_is_added_to_the_hour(ledger: Ledger) -> None:
    MERGES.inc(2)
    ledger.write()
    assert counts() == {"merges": 2}
    MERGES.inc()
    CONFLICTS.inc()
    ledger.write()
    assert counts() == {"merges": 3, "conflicts": 1}


@pytest.mark.django_db
def test_labels_have_tallies_of_their_own(ledger: Ledger) -> None:
    LIMITS_HIT.labels(limit="streams").inc()
    LIMITS_HIT.labels(limit="sockets").inc(2)
    ledger.write()
    assert counts() == {"limits_hit:streams": 1, "limits_hit:sockets": 2}


@pytest.mark.django_db
def test_a_save_is_counted_between_its_bounds_only(ledger: Ledger) -> None:
    for seconds in (0.001, 0.03, 0.04, 99):
        SAVE_SECONDS.observe(seconds)
    ledger.write()
    assert counts() == {"save_seconds:0.005": 1, "save_seconds:0.05": 2, "save_seconds:+Inf": 1}


@pytest.mark.django_db
def test_processes_add_up(ledger: Ledger) -> None:
    other = new_ledger()
    MERGES.inc(3)
    ledger.write()
    other.write()
    assert counts() == {"merges": 6}


@pytest.mark.django_db
def test_nothing_new_costs_nothing(ledger: Ledger, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        ledger.write()


@pytest.mark.django_db
def test_a_tally_that_exists_takes_one_write(ledger: Ledger, django_assert_num_queries: Any) -> None:
    Tally.objects.add(HOUR, "merges", 1)
    MERGES.inc()
    with django_assert_num_queries(1):
        ledger.write()


@pytest.mark.django_db(transaction=True)
def test_processes_that_begin_an_hour_at_once_lose_nothing() -> None:
    def add(_number: int) -> None:
        Tally.objects.add(HOUR, "merges", 1)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert counts() == {"merges": 24}


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_second_adds_to_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Tally.objects.add(HOUR, "merges", 5)
    update, looks = TallyQuerySet.update, [0]

    def before_it_was_there(rows: TallyQuerySet, **values: Any) -> int:
        return looks.pop() if looks else update(rows, **values)

    monkeypatch.setattr(TallyQuerySet, "update", before_it_was_there)
    Tally.objects.add(HOUR, "merges", 1)
    assert counts() == {"merges": 6}


@pytest.mark.django_db
def test_what_could_not_be_written_is_kept_for_the_next_time(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    MERGES.inc()
    CONFLICTS.inc()
    with monkeypatch.context() as patch:
        add = Tally.objects.add

        def fail_for_conflicts(hour: datetime, name: str, number: int) -> None:
            if name == "conflicts":
                raise OperationalError("no server")
            add(hour, name, number)

        patch.setattr(Tally.objects, "add", fail_for_conflicts)
        patch.setattr(connection, "close", lambda: None)
        ledger._due.acquire()
        ledger._write_behind()
    assert "no server" in caplog.text
    assert counts() == {"merges": 1}
    ledger.write()
    assert counts() == {"merges": 1, "conflicts": 1}


# --- When


class FakeTimer:
    """Stands in for threading.Timer; runs when it is told to."""

    made: list["FakeTimer"] = []

    def __init__(self, seconds: float, work: Any) -> None:
        self.seconds, self.work, self.daemon = seconds, work, False

    def start(self) -> None:
        self.made.append(self)


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[list[FakeTimer]]:
    """Those that were started."""
    settings.TALLY_SECONDS = 60
    monkeypatch.setattr(tallies, "Timer", FakeTimer)
    monkeypatch.setattr(connection, "close", lambda: None)
    yield FakeTimer.made
    FakeTimer.made.clear()


@pytest.mark.django_db
def test_responses_have_it_written_a_minute_later_once(ledger: Ledger, timers: list[FakeTimer]) -> None:
    MERGES.inc()
    for _response in range(3):
        ledger.soon()
    [timer] = timers
    assert (timer.seconds, timer.daemon) == (60, True)
    assert counts() == {}
    timer.work()
    assert counts() == {"merges": 1}
    ledger.soon()
    assert len(timers) == 2


@pytest.mark.django_db
def test_after_a_failure_it_is_tried_again(
    ledger: Ledger, timers: list[FakeTimer], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.soon()
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "write", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            timers[0].work()
    ledger.soon()
    assert len(timers) == 2


def test_the_tests_themselves_write_none() -> None:
    assert not any("Ledger" in repr(receiver) for _key, receiver, *_ in request_finished.receivers)


# --- How long


@pytest.mark.django_db
def test_they_are_kept_for_a_good_year(capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    for age in (timedelta(0), KEPT_FOR - timedelta(hours=1), KEPT_FOR + timedelta(hours=1)):
        Tally.objects.add(now - age, "merges", 1)
    call_command("purge_tallies")
    assert capsys.readouterr().out == "Deleted 1 tallies.\n"
    assert Tally.objects.count() == 2
