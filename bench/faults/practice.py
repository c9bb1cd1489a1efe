"""The production that is hurt: deploy.trial in a folder of its own, on ports of its own."""

import os
import random
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from bench.faults.network import Cable, cable, network_problem
from deploy import workers
from deploy.trial import HOST, Trial, listens, program
from tests.replica_set import find_mongod

PORTS = 6
STAND_BACK = 20  # seconds
LOG_DISK_MB = 64
LIMITS = ("PER_SECOND", "BURST", "COSTLY_PER_SECOND", "COSTLY_BURST")


class Practice(Trial):
    """A trial in which everybody may come from one address. With a `cable` the first member is behind it."""

    per_second = burst = 100_000
    election_ms = 2000  # as docs/databases.md advises for members in one building

    def __init__(self, root: Path, first_port: int, cable: Cable | None = None) -> None:
        super().__init__(root, first_port)
        self.cable = cable
        if cable:
            self.members = [(cable.far, self.ports[3]), *((cable.near, port) for port in self.ports[4:])]

    def mongod_pids(self) -> list[int]:
        """Of the members, in the order of their ports."""
        return [self.pid(f"mongo:mongo-{number}") for number in range(len(self.members))]

    def worker_pids(self) -> list[int]:
        """Of the workers."""
        return [self.pid(f"web:{name}") for name in workers.names()]

    def pid(self, name: str) -> int:
        """The process of a program of supervisord."""
        return int(workers.control(self.site, "pid", name))

    def kill(self, name: str) -> None:
        """As a power cut would."""
        os.kill(self.pid(name), signal.SIGKILL)

    def primary(self) -> int:
        """The number of the member that takes writes."""
        with closing(self.database()) as client:
            client.admin.command("ping")
            return self.members.index(client.primary or (HOST, 0))

    def make_primary(self, number: int) -> None:
        """Has the others stand back until that member takes the writes."""
        while (found := self.primary()) != number:
            for other in range(len(self.members)):
                if other not in (found, number):
                    self._tell(other, "replSetFreeze")
            self._tell(found, "replSetStepDown")

    def database(self) -> MongoClient[Any]:
        """A client of the whole set."""
        return MongoClient(self.database_url, readPreference="primary")

    def are_workers_ready(self) -> bool:
        """Whether all of them would take requests."""
        return all(workers.state(self.site, name)[0] == "ready" for name in workers.names())

    def _tell(self, number: int, command: str) -> None:
        with closing(MongoClient[Any](*self.members[number], directConnection=True)) as client:
            client.admin.command(command, STAND_BACK)

    def _mongod(self, number: int, folder: Path) -> str:
        command = super()._mongod(number, folder)
        return f"ip netns exec {self.cable.name} {command}" if self.cable and number == 0 else command

    def _settings(self) -> Iterator[str]:
        yield from super()._settings()
        yield from (f"RATE_LIMIT_{limit}='1000000'\n" for limit in LIMITS)  # counted as ever, never reached

    def _fill(self) -> None:
        """Nothing: its people bring their work."""


@contextmanager
def running() -> Iterator[Practice]:
    """A whole production; nothing of it is left at the end."""
    with ExitStack() as undo:
        root = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="dtps-faults-")))
        if log_disk_problem() is None:
            undo.enter_context(log_disk(root / "log"))
        wire = None if network_problem() else undo.enter_context(cable())
        practice = Practice(root, free_ports(), wire)
        undo.callback(practice.stop)
        practice.start()
        yield practice


def log_disk_problem() -> str | None:
    """Why the logs can have no small disk of their own here; None when they can."""
    if os.geteuid() != 0:
        return "only root may mount a disk"
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run([*mounting(1), folder], capture_output=True, text=True, check=False)
        if mounted.returncode:
            return mounted.stderr.strip()
        subprocess.run(["umount", folder], check=True)
    return None


@contextmanager
def log_disk(folder: Path) -> Iterator[None]:
    """A small disk in memory for the logs."""
    folder.mkdir(parents=True)
    subprocess.run([*mounting(LOG_DISK_MB), str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def mounting(megabytes: int) -> list[str]:
    """The command, but for the folder."""
    return ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs"]


def free_ports() -> int:
    """The first of as many free ports in a row as a trial needs."""
    while True:
        first = random.randrange(20_000, 30_000)
        if not any(listens(port) for port in range(first, first + PORTS)):
            return first


def missing_program() -> str | None:
    """Why there can be no production here; None when there can."""
    try:
        for name in ("redis-server", "nginx"):
            program(name)
        find_mongod()
    except RuntimeError as error:
        return str(error)
    return None
