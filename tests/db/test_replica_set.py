"""The replica set of the tests leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.only_mongodb


@contextmanager
def running(*command: str) -> Iterator["subprocess.Popen[str]"]:
    """`python -m tests.replica_set run -- command`, with what it prints."""
    run = [sys.executable, "-m", "tests.replica_set", "run", "--", *command]
    with subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def members_of(owner: int) -> set[Path]:
    """The mongod processes that `owner` started, found by the folder they were given."""
    mark = f"dtps-mongo-{owner}-".encode()
    return {path.parent for path in Path("/proc").glob("[0-9]*/cmdline") if mark in read(path)}


def read(path: Path) -> bytes:
    """A file of /proc, which may be gone by now."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def line(process: "subprocess.Popen[str]") -> str:
    """What it prints next."""
    assert process.stdout
    return process.stdout.readline().strip()


def test_the_command_gets_the_address_and_its_exit_code_goes_on() -> None:
    with running("sh", "-c", "echo $DATABASE_URL; exit 3") as process:
        announced = line(process)
        assert announced == f"DATABASE_URL={line(process)}"
        assert announced.endswith("replicaSet=dtps")
        assert process.wait() == 3
        assert members_of(process.pid) == set()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=str)
def test_nothing_goes_on_when_it_is_ended(end: signal.Signals) -> None:
    with running("sh", "-c", "echo $$; exec sleep 600") as process:
        line(process)
        command = Path("/proc", line(process))
        assert len(members_of(process.pid)) == 3
        os.kill(process.pid, end)
        process.wait()
        deadline = time.monotonic() + 20
        while (members_of(process.pid) or command.exists()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert members_of(process.pid) == set()
        assert not command.exists()
