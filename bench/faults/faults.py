"""What is done to the practice, one at a time; each is undone when its context ends."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.faults.network import network_problem
from bench.faults.practice import Practice, log_disk_problem
from deploy import release, workers

STOPPED, RUNNING = 0.1, 0.02  # seconds of each turn of a slow database
BLOCK = b" " * 65536


@dataclass(frozen=True)
class Fault:
    """`hurt` does it; it lasts so many seconds more. `problem` says why it cannot be done here."""

    name: str
    hurt: Callable[[Practice], AbstractContextManager[None]]
    lasts: float = 0.0
    problem: Callable[[], str | None] = lambda: None


@contextmanager
def killed_worker(practice: Practice) -> Iterator[None]:
    """As when memory is short: no goodbye to anybody."""
    practice.kill("web:web-1")
    yield


@contextmanager
def killed_primary(practice: Practice) -> Iterator[None]:
    """The member that takes writes is gone, and comes back as a follower."""
    practice.kill(f"mongo:mongo-{practice.primary()}")
    yield


@contextmanager
def no_redis(practice: Practice) -> Iterator[None]:
    """It comes back empty."""
    workers.control(practice.site, "stop", "redis")
    try:
        yield
    finally:
        workers.control(practice.site, "start", "redis")


@contextmanager
def reloaded_nginx(practice: Practice) -> Iterator[None]:
    """As after a change of its configuration."""
    workers.control(practice.site, "signal", "HUP", "nginx")
    yield


@contextmanager
def rolling_deploy(practice: Practice) -> Iterator[None]:
    """A release that differs, put into service as an operator does it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        shutil.copytree(release.SOURCE, source, ignore=release.LEFT_OUT)
        with (source / "static/js/backoff.js").open("a", encoding="utf-8") as script:
            script.write("// Another build.\n")
        release.install(practice.site, source)
    yield


@contextmanager
def full_log_disk(practice: Practice) -> Iterator[None]:
    """Not a byte is left where the logs are."""
    filler = practice.site.root / "log/filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(BLOCK)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def cut_off_primary(practice: Practice) -> Iterator[None]:
    """It goes on, alone: nobody hears it, and it hears nobody."""
    assert practice.cable
    practice.make_primary(0)
    practice.cable.cut()
    try:
        yield
    finally:
        practice.cable.mend()


@contextmanager
def silent_primary(practice: Practice) -> Iterator[None]:
    """It holds its connections and says nothing: as a machine that hangs."""
    pid = practice.mongod_pids()[practice.primary()]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def slow_database(practice: Practice) -> Iterator[None]:
    """Each member stands still for most of the time, so that each answer waits."""
    pids, over = practice.mongod_pids(), threading.Event()

    def hinder() -> None:
        while not over.is_set():
            for pid in pids:
                os.kill(pid, signal.SIGSTOP)
            over.wait(STOPPED)
            for pid in pids:
                os.kill(pid, signal.SIGCONT)
            over.wait(RUNNING)

    thread = threading.Thread(target=hinder)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


KILLED_WORKER = Fault("`kill -9` of a worker", killed_worker)
KILLED_PRIMARY = Fault("`kill -9` of the database's primary", killed_primary)
ROLLING_DEPLOY = Fault("A rolling deploy", rolling_deploy)
SHORT = [KILLED_WORKER, KILLED_PRIMARY, ROLLING_DEPLOY]
ALL = [
    KILLED_WORKER,
    KILLED_PRIMARY,
    Fault("Redis away for 30 s", no_redis, lasts=30),
    Fault("nginx reloaded", reloaded_nginx, lasts=5),
    ROLLING_DEPLOY,
    Fault("The disk of the logs full for 30 s", full_log_disk, lasts=30, problem=log_disk_problem),
    Fault("The primary's network cut for 40 s", cut_off_primary, lasts=40, problem=network_problem),
    Fault("The primary silent for 40 s", silent_primary, lasts=40),
    Fault("The database slow for 30 s", slow_database, lasts=30),
]
