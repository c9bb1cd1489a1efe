"""The processes of a bench: servers, helpers that answer line by line, what they cost. None outlives it."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds for anything to come up


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(*command: str, port: int, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """Runs `command` until it listens on `port`; gives its process id, and kills that at the end."""
    with _started(list(command), environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + PATIENCE
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} does not listen on {port}.")
            time.sleep(0.05)
        yield process.pid


@contextmanager
def redis() -> Iterator[int]:
    """A redis-server with nothing in it and nothing on disk; gives its port."""
    port = free_port()
    with server("redis-server", "--bind", HOST, "--port", str(port), "--save", "", port=port):
        yield port


class Helper:
    """A module of ours in a process of its own: a line of JSON in, a line of JSON out."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def tell(self, **order: Any) -> None:
        """Sends an order; `hear` gives its answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Waits for the answer to the oldest order without one."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args!r} ended.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, **order: Any) -> dict[str, Any]:
        """One order and its answer."""
        self.tell(**order)
        return self.hear()


@contextmanager
def helper(module: str, environment: Mapping[str, str] | None = None) -> Iterator[Helper]:
    """Runs `module` as a helper; killed at the end."""
    command = [sys.executable, "-m", module]
    with _started(command, environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Helper(process)


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of these processes and all their threads so far, to the microsecond.

    This is what clock_getcpuclockid(3) computes; /proc counts in hundredths of a second.
    """
    return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)


def resident_kb(pids: list[int]) -> int:
    """Memory these processes have in use."""
    page = os.sysconf("SC_PAGE_SIZE") // 1024
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page for pid in pids)


@contextmanager
def _started(
    command: list[str], environment: Mapping[str, str] | None, **pipes: Any
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        preexec_fn=_die_with_parent,
        start_new_session=True,  # a Ctrl-C in the terminal is for the bench to act on
        **pipes,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex((HOST, port)) == 0


def _die_with_parent() -> None:
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
