"""The application as a process of its own, which a test can kill and start again."""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.places import HERE, Place

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0  # seconds for it to come up on a busy machine
SECRET_KEY = "the same for all servers of the tests, so that a session is one at each of them"
DATABASE, CAST = "db.sqlite3", "cast.json"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, with a session."""

    id: str
    email: str
    session: str


class Server:
    """Daphne at a place, on a port and a database that stay the same when it is started again.

    Its database is a file in `folder` unless `database_url` names another. `environment` holds variables of
    its own, beside those that every server of the tests gets.
    """

    place: Place = HERE

    def __init__(self, folder: Path, database_url: str = "", **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://{self.place.host}:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DATABASE_URL": database_url or f"sqlite:///{folder / DATABASE}",
            "SECRET_KEY": SECRET_KEY,
            "VAR_DIR": str(folder),
            "TMPDIR": str(folder),
            **environment,
        }

    def prepare(self, made: Path | None = None) -> dict[str, Person]:
        """Makes the database, or takes a copy from the folder in which it was `made`; the cast by name."""
        if made:
            for name in (DATABASE, CAST):
                shutil.copy(made / name, self.folder)
        else:
            command = [sys.executable, "-m", "tests.browser.prepare"]
            with (self.folder / CAST).open("wb") as cast:
                subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=cast)
        facts = json.loads((self.folder / CAST).read_text(encoding="utf-8"))
        return {name: Person(**of_one) for name, of_one in facts.items()}

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [*self.place.within, sys.executable, "-m", "daphne", "-b", self.place.host]
        command += ["-p", str(self.port)]
        command += ["--verbosity", "0", "dtps.asgi:application"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "server.log").read_text(encoding="utf-8")[-4000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """Ends it as a power cut would: no signal that it could act on."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def stop(self) -> int:
        """Ends it as an operator would, with SIGTERM; answers its exit code."""
        assert self.process
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self.process = None
        return code

    def _answers(self) -> bool:
        with closing(socket.socket()) as connection:
            return connection.connect_ex((self.place.host, self.port)) == 0


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def die_with_parent() -> None:
    """To be run in a new process: on Linux the kernel kills it when its owner dies without a chance to."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
