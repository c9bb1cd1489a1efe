"""An nginx with our rules on free ports of the loopback, and what asks it; it ends with the test."""

import http.client
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from socket import socket
from types import TracebackType
from typing import Any, Self

from deploy.nginx import Site
from tests.browser.server import die_with_parent, free_port

PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MIME_TYPES = Path("/etc/nginx/mime.types")
PATIENCE = 20.0


class Nginx:
    """Serves `site`; everything that it writes is in `folder`. `edit` has the last word on the rules."""

    def __init__(self, folder: Path, site: Site, edit: Callable[[str], str] = str) -> None:
        self.folder, self.site, self.edit = folder, site, edit
        self.port = int(site.listen.rpartition(":")[2])
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def write(self) -> Path:
        """The configuration."""
        path = self.folder / "nginx.conf"
        text = self.site.whole(self.folder, MIME_TYPES, as_root=os.geteuid() == 0)
        path.write_text(self.edit(text), encoding="utf-8")
        return path

    def start(self) -> None:
        """Starts it and waits until it listens."""
        command = [str(PROGRAM), "-c", str(self.write()), "-g", "daemon off;"]
        self.process = subprocess.Popen(command, preexec_fn=die_with_parent, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(check(self.folder / "nginx.conf"))
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends it with its children."""
        if self.process:
            self.process.terminate()
            self.process.wait()

    def _listens(self) -> bool:
        with closing(socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def site(folder: Path, workers: int, **values: Any) -> Site:
    """Rules for the loopback; limits that are out of the way of all tests but those of limits."""
    plain = Site(
        hosts=["localhost"],
        static=folder / "static",
        log=folder,
        workers=f"127.0.0.1:{workers}",
        listen=f"127.0.0.1:{free_port()}",
        per_second=100_000,
        burst=1000,
    )
    return replace(plain, **values)


def ask(
    port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer of whoever listens at `port`."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        connection.request(method, path, body=body, headers={"Connection": "close", **sent})
        response = connection.getresponse()
        return response, response.read()


def check(configuration: Path) -> str:
    """What `nginx -t` says of a file."""
    command = [str(PROGRAM), "-t", "-c", str(configuration)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr
