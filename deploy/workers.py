"""The workers of an installation: starting one anew, and asking it how it is."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from deploy.layout import Installation

COUNT = 4
PATIENCE = 90.0  # seconds for a worker to become ready
CONFIGURATION = Path(__file__).parent / "supervisor/supervisord.conf"


class NotReady(Exception):
    """A worker did not become what it should be."""


class Door(http.client.HTTPConnection):
    """HTTP through the socket of one worker."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=5)
        self.path = path

    def connect(self) -> None:
        """Opens it."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


def names() -> Iterator[str]:
    """Of all workers."""
    return (f"web-{number}" for number in range(COUNT))


def control(site: Installation, *command: str, check: bool = True) -> str:
    """What supervisorctl says to that command."""
    program = [str(site.manager / "supervisorctl"), "-c", str(CONFIGURATION), *command]
    done = subprocess.run(
        program, env=site.supervisor_environment(), capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        raise NotReady(f"supervisorctl {' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def is_supervised(site: Installation) -> bool:
    """Whether supervisord runs."""
    return (site.run / "supervisor.sock").exists() and "pid" not in control(site, "pid", check=False)


def replace(site: Installation, name: str, version: str) -> None:
    """Starts one worker anew and waits until it is ready with that version. Raises NotReady."""
    control(site, "stop", f"web:{name}", check=False)
    control(site, "start", f"web:{name}")
    deadline = time.monotonic() + PATIENCE
    while (found := state(site, name)) != ("ready", version):
        if time.monotonic() > deadline:
            raise NotReady(f"{name} is {found[0]} with version {found[1] or 'unknown'} instead of {version}.")
        time.sleep(0.1)


def state(site: Installation, name: str) -> tuple[str, str]:
    """`ready`, `not ready` or `silent`, and the version of a worker."""
    door = Door(site.run / f"{name}.sock")
    try:
        door.request("GET", "/healthz/ready/")
        answer = door.getresponse()
    except (OSError, http.client.HTTPException):
        return "silent", ""
    finally:
        door.close()
    verdict = "ready" if answer.status == http.client.OK else "not ready"
    return verdict, answer.headers.get("X-App-Version", "")
