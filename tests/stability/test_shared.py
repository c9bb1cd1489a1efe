"""Figures of several processes: one sum, which survives the processes, and nothing open in dead ones."""

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from apps.stability.shared import SharedFigures

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = "from apps.stability.metrics import *; STREAMS.inc(2); MERGES.inc(3); SAVE_SECONDS.observe(0.04)"
WAIT = "; print(flush=True); import sys; sys.stdin.read()"
NewProcess = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the processes share."""
    return tmp_path


@pytest.fixture
def new_process(folder: Path) -> Iterator[NewProcess]:
    """`new_process(code)`: one that has counted and lives on, until the test is over."""
    with ExitStack() as stack:

        def start(code: str = COUNT + WAIT) -> "subprocess.Popen[str]":
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", code],
                    cwd=ROOT,
                    env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(process.kill)
            assert process.stdout
            process.stdout.readline()
            return process

        yield start


def figures(folder: Path) -> dict[str, float]:
    """What anybody is told who asks now."""
    return {
        sample.name: sample.value
        for metric in SharedFigures(folder).collect()
        for sample in metric.samples
        if sample.labels in ({}, {"le": "0.05"})
    }


def some(folder: Path) -> tuple[float, ...]:
    """Streams, merges, saves that took up to 50 ms, and all saves."""
    told = figures(folder)
    names = ("streams", "merges_total", "draft_save_seconds_bucket", "draft_save_seconds_count")
    return tuple(told[f"dtps_{name}"] for name in names)


def end(process: "subprocess.Popen[str]") -> None:
    """As a power cut would."""
    process.kill()
    process.wait()


def test_processes_add_up(folder: Path, new_process: NewProcess) -> None:
    new_process()
    assert some(folder) == (2, 3, 1, 1)
    new_process()
    assert some(folder) == (4, 6, 2, 2)


def test_what_a_dead_process_had_open_is_gone_and_what_it_counted_stays(
    folder: Path, new_process: NewProcess
) -> None:
    dead, _alive = new_process(), new_process()
    end(dead)
    assert some(folder) == (2, 6, 2, 2)
    assert list(folder.glob(f"*{dead.pid}*")) == []
    assert some(folder) == (2, 6, 2, 2)


def test_totals_outlive_all_processes(folder: Path, new_process: NewProcess) -> None:
    for _time in range(2):
        end(new_process())
    assert figures(folder)["dtps_merges_total"] == 6
    assert "dtps_streams" not in figures(folder)


def test_the_folder_does_not_grow(folder: Path, new_process: NewProcess) -> None:
    sizes = []
    for _time in range(4):
        end(new_process())
        sizes.append(len(list(folder.iterdir())))
    assert sizes[1:] == [sizes[1]] * 3
    assert figures(folder)["dtps_merges_total"] == 12


def test_a_process_with_the_number_of_a_dead_one_starts_at_nothing(
    folder: Path, new_process: NewProcess
) -> None:
    dead = new_process()
    end(dead)
    take_its_number = f"""
import os, pathlib
for file in pathlib.Path({str(folder)!r}).glob("*{dead.pid}*"):
    file.rename(file.with_name(file.name.replace("{dead.pid}", str(os.getpid()))))
"""
    new_process(f"{take_its_number}{COUNT}{WAIT}")
    assert some(folder) == (2, 6, 2, 2)


def test_a_process_that_is_forked_off_counts_for_itself(folder: Path, new_process: NewProcess) -> None:
    parent = new_process(f"{COUNT}; import os; child = os.fork(); MERGES.inc(10); STREAMS.inc(){WAIT}")
    assert parent.stdout
    parent.stdout.readline()  # each of the two says when it is ready
    assert some(folder)[:2] == (2 + 1 + 1, 3 + 10 + 10)
    end(parent)
    assert some(folder)[:2] == (1, 23)


def test_what_cannot_be_read_does_not_stand_in_the_way(
    folder: Path, new_process: NewProcess, caplog: pytest.LogCaptureFixture
) -> None:
    dead, _alive = new_process(), new_process()
    end(dead)
    (folder / f"counter_{dead.pid}.db").write_bytes(struct.pack("i", 96) + b"\xff" * 92)
    (folder / f"histogram_{dead.pid}.db").write_bytes(b"")
    assert some(folder) == (2, 3, 1, 1)
    assert [str(dead.pid) in message for message in caplog.messages] == [True, True]


def test_a_file_that_another_process_is_just_making_is_passed_over(
    folder: Path, new_process: NewProcess
) -> None:
    new_process()
    (folder / "counter_1.db").touch()
    assert some(folder) == (2, 3, 1, 1)
