"""An nginx with our rules on free ports of the loopback; it ends with the test."""

import os
import shutil
import subprocess
import time
from contextlib import closing
from pathlib import Path
from socket import socket

from deploy.nginx import Site
from tests.browser.server import die_with_parent

PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MIME_TYPES = Path("/etc/nginx/mime.types")
PATIENCE = 20.0


class Nginx:
    """Serves `site`; everything that it writes is in `folder`."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.port = int(site.listen.rpartition(":")[2])
        self.process: subprocess.Popen[bytes] | None = None

    def write(self) -> Path:
        """The configuration."""
        path = self.folder / "nginx.conf"
        text = self.site.whole(self.folder, MIME_TYPES, as_root=os.geteuid() == 0)
        path.write_text(text, encoding="utf-8")
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


def check(configuration: Path) -> str:
    """What `nginx -t` says of a file."""
    command = [str(PROGRAM), "-t", "-c", str(configuration)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr
