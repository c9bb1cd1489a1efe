"""A whole production on the loopback, to try: three mongod, Redis, four workers, nginx, and a demo practice.

    python -m deploy.trial start      make production
    python -m deploy.trial status
    python -m deploy.trial stop       make production-stop

It is laid out in var/production as on a server and released as on a server; the databases and nginx, which
are services of their own there, are programs of the same supervisord here. mongod is the one of the tests.
"""

import argparse
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy import release, workers
from deploy.layout import Installation
from deploy.nginx import Site
from tests.replica_set import find_mongod

BASE = Path(__file__).resolve().parent.parent
HOST, PATIENCE = "127.0.0.1", 60.0
SET = "dtps"
SMALL = "--oplogSize 512 --wiredTigerCacheSizeGB 0.25"
# A primary that is told to end looks for a successor for 15 s, and here all of them end.
HASTY = "--setParameter shutdownTimeoutMillisForSignaledShutdown=500"


class Trial:
    """The installation below `root`, on `ports`: nginx, the workers, Redis, and each mongod."""

    per_second = burst = 100  # requests that nginx lets through from one address
    election_ms = 10_000  # what MongoDB has by itself

    def __init__(self, root: Path, first_port: int = 8080) -> None:
        self.ports = list(range(first_port, first_port + 6))
        self.members = [(HOST, port) for port in self.ports[3:]]
        self.site = Installation(root, Path(sys.executable).parent, port=self.ports[1])
        self.url = f"http://{HOST}:{self.ports[0]}"

    @property
    def database_url(self) -> str:
        """Of the replica set."""
        hosts = ",".join(f"{host}:{port}" for host, port in self.members)
        return f"mongodb://{hosts}/{SET}?replicaSet={SET}"

    @property
    def redis_url(self) -> str:
        """Of the cache, the sessions' copies and the channel layer."""
        return f"redis://{HOST}:{self.ports[2]}/0"

    def start(self) -> None:
        """Starts everything and releases this source. RuntimeError when that cannot be."""
        taken = [port for port in self.ports if listens(port)]
        if taken:
            raise RuntimeError(f"Somebody listens on {', '.join(map(str, taken))}; choose with PORT=.")
        self._lay_out()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        supervisord = [str(self.site.manager / "supervisord"), "-c", str(workers.CONFIGURATION)]
        subprocess.run(
            supervisord, env=self.site.supervisor_environment(autostart=False), cwd=self.site.root, check=True
        )
        for host, port in [(HOST, self.ports[2]), *self.members]:
            wait_for(f"port {port}", partial(listens, port, host))
        self._initiate()
        release.install(self.site)
        self._fill()
        workers.control(self.site, "start", "nginx")
        wait_for("nginx", lambda: listens(self.ports[0]))

    def _fill(self) -> None:
        """What is in it to begin with."""
        release.manage(self.site, self.site.current, "seed_demo")

    def stop(self) -> None:
        """Ends everything, in the order of who needs whom. RuntimeError when something is left."""
        if not workers.is_supervised(self.site):
            return
        pid = int((self.site.run / "supervisord.pid").read_text(encoding="ascii"))
        for names in (["nginx"], ["web:*"], ["redis"], ["mongo:*"]):
            workers.control(self.site, "stop", *names, check=False)
        workers.control(self.site, "shutdown", check=False)
        wait_for("supervisord to end", lambda: not Path("/proc", str(pid)).exists())
        if left := [port for port in self.ports if listens(port)]:
            raise RuntimeError(f"Still somebody listens on {', '.join(map(str, left))}.")

    def _lay_out(self) -> None:
        self.site.lay_out()
        data = [self.site.root / f"data/mongo-{number}" for number in range(3)]
        for folder in data:
            folder.mkdir(parents=True, exist_ok=True)
        venv = release_venv(self.site)
        if not venv.exists():  # what the tests have installed already
            venv.symlink_to(Path(sys.prefix))
        if not self.site.env_file.exists():
            self.site.env_file.touch(mode=0o600)
            self.site.env_file.write_text("".join(self._settings()), encoding="utf-8")
        (self.site.root / "nginx.conf").write_text(self._nginx(), encoding="utf-8")
        (self.site.root / "parts/trial.conf").write_text("\n".join(self._programs()), encoding="utf-8")

    def _settings(self) -> Iterator[str]:
        """The lines of shared/env."""
        values = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "VAR_DIR": self.site.var,
            "ALLOWED_HOSTS": f"localhost,{HOST}",
            "TRUSTED_PROXIES": HOST,
            "HTTPS": "off",  # on the loopback there is no certificate
            "DEMO": "on",
            "LOG_FORMAT": "json",
        }
        return (f"{name}='{value}'\n" for name, value in values.items())

    def _programs(self) -> Iterator[str]:
        """What supervisord runs beside the workers."""
        data, log = self.site.root / "data", self.site.root / "log"
        redis = f"{program('redis-server')} --bind {HOST} --port {self.ports[2]} --save '' --appendonly no"
        yield part("redis", redis, log)
        for number in range(len(self.members)):
            yield part(f"mongo-{number}", self._mongod(number, data / f"mongo-{number}"), log)
        nginx = f"{program('nginx')} -c {self.site.root}/nginx.conf -g 'daemon off;'"
        yield part("nginx", nginx, log, autostart=False)
        yield f"[group:mongo]\nprograms = {','.join(f'mongo-{number}' for number in range(3))}\n"

    def _mongod(self, number: int, folder: Path) -> str:
        """The command of one member."""
        host, port = self.members[number]
        mongod = f"{find_mongod()} --bind_ip {host} --replSet {SET} --nounixsocket"
        return f"{mongod} --port {port} --dbpath {folder} {SMALL} {HASTY}"

    def _nginx(self) -> str:
        rules = Site(
            hosts=["localhost", HOST],
            static=self.site.var / "static",
            log=self.site.root / "log",
            workers=f"{HOST}:{self.site.port}",
            listen=f"{HOST}:{self.ports[0]}",
            pages=BASE / "deploy/nginx/pages",
            per_second=self.per_second,
            burst=self.burst,
        )
        types = Path("/etc/nginx/mime.types")
        return rules.whole(self.site.run, types, as_root=os.geteuid() == 0)

    def _initiate(self) -> None:
        """Makes the three a replica set, if they are none yet, and waits for a primary."""
        hosts = [
            {"_id": number, "host": f"{host}:{port}"} for number, (host, port) in enumerate(self.members)
        ]
        first: MongoClient[Any] = MongoClient(*self.members[0], directConnection=True)
        with closing(first) as client:
            try:
                settings = {"electionTimeoutMillis": self.election_ms}
                client.admin.command("replSetInitiate", {"_id": SET, "members": hosts, "settings": settings})
            except PyMongoError as error:
                if "already initialized" not in str(error):
                    raise
        wait_for("a primary", self._has_primary)

    def _has_primary(self) -> bool:
        all_of_them: MongoClient[Any] = MongoClient(self.database_url, serverSelectionTimeoutMS=1000)
        with closing(all_of_them) as client:
            try:
                return bool(client.admin.command("hello")["isWritablePrimary"])
            except PyMongoError:
                return False


def release_venv(site: Installation) -> Path:
    """Where release.virtual_environment would make the one for this source."""
    return site.root / "venvs" / release.digest_of(BASE / "requirements.txt")


def part(name: str, command: str, log: Path, *, autostart: bool = True) -> str:
    """One program for supervisord."""
    return (
        f"[program:{name}]\ncommand = {command}\nautostart = {str(autostart).lower()}\nautorestart = true\n"
        f"stopasgroup = false\nstopwaitsecs = 20\nredirect_stderr = true\nstdout_logfile = {log}/{name}.log\n"
    )


def program(name: str) -> str:
    """The path of a program. RuntimeError when it is not installed."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if path is None:
        raise RuntimeError(f"{name} is not installed.")
    return path


def listens(port: int, host: str = HOST) -> bool:
    """Whether somebody answers there."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex((host, port)) == 0


def wait_for(what: str, claim: Callable[[], bool]) -> None:
    """Until the claim holds. RuntimeError when it does not within PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while not claim():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {PATIENCE:.0f} s for {what} in vain.")
        time.sleep(0.1)


def main() -> int:
    """The command line above."""
    parser = argparse.ArgumentParser(prog="python -m deploy.trial", description=__doc__)
    parser.add_argument("action", choices=["start", "status", "stop"])
    asked = parser.parse_args()
    trial = Trial(BASE / "var/production", int(os.environ.get("PORT", "8080")))
    try:
        if asked.action == "status":
            release.status(trial.site)
        else:
            {"start": trial.start, "stop": trial.stop}[asked.action]()
    except (RuntimeError, release.Refused) as error:
        print(error, file=sys.stderr)
        return 1
    if asked.action == "start":
        print(f"\n  DTPS is at {trial.url}/  (make production-stop ends it)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
