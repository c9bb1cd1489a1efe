"""The production that bench.production measures: a trial of its own on free ports, and who its parts are."""

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from deploy import workers
from deploy.trial import Trial, listens

ROOT = Path(__file__).resolve().parent.parent
NEVER_REACHED = 1_000_000
PORTS = range(18080, 28080, 10)
SAMPLE_SECONDS = 0.02


class Site(Trial):
    """A trial whose limits are counted as ever and never reached: all its people come from one address."""

    per_second = burst = NEVER_REACHED

    def _settings(self) -> Iterator[str]:
        yield from super()._settings()
        for name in ("PER_SECOND", "BURST", "COSTLY_PER_SECOND", "COSTLY_BURST"):
            yield f"RATE_LIMIT_{name}={NEVER_REACHED}\n"
        yield f"WORKER_APPLICATION=bench._production_asgi:application\nPYTHONPATH='{ROOT}'\n"

    def _nginx(self) -> str:
        return super()._nginx().replace("burst=20 ", f"burst={NEVER_REACHED} ")  # of streams

    def environment(self) -> dict[str, str]:
        """For processes of ours that belong to this practice; they keep few connections to MongoDB."""
        return {**self.site.environment(), "DATABASE_MIN_POOL_SIZE": "0"}

    def worker_pids(self) -> list[int]:
        """Of all workers that run."""
        return self._pids("web:")

    def nginx_pids(self) -> list[int]:
        """Of nginx and its own workers."""
        master = self._pids("nginx")
        children = Path(f"/proc/{master[0]}/task/{master[0]}/children").read_text(encoding="ascii")
        return [*master, *map(int, children.split())]

    def keep_workers(self, count: int) -> None:
        """Lets so many run, each started anew."""
        workers.control(self.site, "stop", "web:*", check=False)
        names = list(workers.names())[:count]
        for name in names:
            workers.control(self.site, "start", f"web:{name}")
        deadline = time.monotonic() + workers.PATIENCE
        while any(workers.state(self.site, name)[0] != "ready" for name in names):
            if time.monotonic() > deadline:
                raise RuntimeError("A worker does not become ready.")
            time.sleep(0.1)

    def _pids(self, program: str) -> list[int]:
        lines = workers.control(self.site, "status", check=False).splitlines()
        return [
            int(line.split("pid ")[1].split(",")[0])
            for line in lines
            if line.startswith(program) and " RUNNING " in line
        ]


@contextmanager
def production() -> Iterator[Site]:
    """A whole production, started; it ends with the block, its files as well."""
    with tempfile.TemporaryDirectory(prefix="dtps-") as folder:
        site = Site(Path(folder), free_block())
        site.start()
        try:
            yield site
        finally:
            site.stop()


def free_block() -> int:
    """The first of six ports in a row that nobody listens on."""
    for first in PORTS:
        if not any(listens(port) for port in range(first, first + 6)):
            return first
    raise RuntimeError("No six ports in a row are free.")


class Connections:
    """What the primary says of connections, again and again until the block ends. Is a MongoClient itself."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.most = self.clients = 0

    def __enter__(self) -> "Connections":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        with closing(MongoClient[Any](self._url)) as client:
            while not self._over.wait(SAMPLE_SECONDS):
                found = client.admin.command("serverStatus")["connections"]
                self.most = max(self.most, found["current"])
                # Each MongoClient watches a server by one connection, on which such hellos follow each other.
                self.clients = max(self.clients, found["exhaustHello"])
