"""A process that crashes over and over is started later and later; one that ended well at once."""

import time
from pathlib import Path

import pytest

from dtps.restarts import LONGEST, STEADY, Restarts


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Where a process notes that it has started."""
    return tmp_path / "web-0.starts"


def pause_before(record: Path) -> float:
    """How long the next process waits, which then crashes: it says nothing at its end."""
    pauses: list[float] = []
    Restarts(record, pauses.append).__enter__()
    return pauses[0]


def test_each_crash_doubles_the_pause_up_to_a_minute(record: Path) -> None:
    assert [pause_before(record) for _start in range(9)] == [0, 1, 2, 4, 8, 16, 32, LONGEST, LONGEST]


def test_after_a_steady_minute_all_is_forgotten(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _start in range(4):
        pause_before(record)
    later = time.time() + STEADY + 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert pause_before(record) == 0


def test_who_ended_well_is_followed_at_once(record: Path) -> None:
    with Restarts(record, lambda pause: None):
        pass
    assert pause_before(record) == 0


def test_an_exception_is_a_crash(record: Path) -> None:
    with pytest.raises(ZeroDivisionError), Restarts(record, lambda pause: None):
        _ = 1 / 0
    assert pause_before(record) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": "soon"}', "null"])
def test_a_record_that_was_cut_off_counts_as_none(record: Path, text: str) -> None:
    record.write_text(text, encoding="ascii")
    assert pause_before(record) == 0
