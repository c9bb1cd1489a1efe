"""A redis-server on a free port of the loopback, for tests; keeps nothing, and does not outlive its owner."""

import shutil
import socket
import subprocess
import time
from contextlib import closing
from types import TracebackType
from typing import Self

from tests.browser.server import die_with_parent, free_port
from tests.places import HERE, Place

PROGRAM = shutil.which("redis-server")
PATIENCE = 20.0  # seconds for it to come up


class RedisServer:
    """Can be stopped and started again on the same port, empty."""

    def __init__(self, place: Place = HERE) -> None:
        self.place, self.port = place, free_port()
        self.url = f"redis://{place.host}:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Starts it and waits until it answers. RuntimeError when it does not, or is not installed."""
        if PROGRAM is None:
            raise RuntimeError("There is no redis-server: tests/run installs it.")
        command = [*self.place.within, PROGRAM, "--bind", self.place.host, "--port", str(self.port)]
        command += ["--save", "", "--appendonly", "no", "--protected-mode", "no"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
            start_new_session=True,  # a Ctrl-C in the terminal is for the owner to act on
        )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"redis-server does not answer on port {self.port}.")
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends it, with all that it held."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        with closing(socket.socket()) as connection:
            return connection.connect_ex((self.place.host, self.port)) == 0
