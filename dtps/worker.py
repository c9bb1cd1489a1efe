"""One process that serves the site: daphne, which ends with grace and starts again with patience.

    python -m dtps.worker --host 127.0.0.1 --port 8000
    python -m dtps.worker --fd 0 --name web-0      a socket that is shared with other workers

With a name it can be asked by itself, at RUN_DIR/<name>.sock, and waits before a start that follows a crash.
WORKER_APPLICATION names another ASGI application, for measuring. docs/deploy.md says what stands around it.
"""

import argparse
import asyncio
import logging
import os
from pathlib import Path
from typing import Any, cast

from daphne.cli import CommandLineInterface
from daphne.server import Server
from twisted.internet import reactor, tcp
from twisted.internet.defer import Deferred

from dtps.restarts import Restarts

APPLICATION = "dtps.asgi:application"
GRACE = 20.0  # seconds for requests that are under way when the process is told to end
LOOK_SECONDS = 0.05

logger = logging.getLogger(__name__)


class GracefulServer(Server):
    """At SIGTERM takes no more connections, finishes what is under way, and ends.

    Streams and sockets are told to come back before that, see apps/realtime/stopping.py. The workers share
    one listening socket, so what knocks meanwhile is let in by another one.
    """

    grace = GRACE

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ports: list[Any] = []

    def run(self) -> None:
        """Serves until it is told to end."""
        from apps.realtime import stopping  # settings have to be there first

        stopping.at_first(self.close_doors)
        super().run()

    def listen_success(self, port: Any) -> None:
        """Notes where it listens."""
        super().listen_success(port)
        self.ports.append(port)

    def close_doors(self) -> None:
        """Lets nobody in any more. May be called twice."""
        for port in self.ports:
            port.stopListening()
        self.ports = []

    def kill_all_applications(self) -> Any:
        """Called before the reactor stops, which waits for the answer."""
        return Deferred.fromFuture(asyncio.ensure_future(self.finish()))

    async def finish(self) -> None:
        """Ends as soon as nothing is under way; what takes longer than `grace` is cut off."""
        self.close_doors()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.grace
        while self.is_at_work() and loop.time() < deadline:
            await asyncio.sleep(LOOK_SECONDS)
        left = [one for details in self.connections.values() if (one := application_of(details))]
        for application in left:
            application.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        logger.info("Ended with %d requests cut off", len(left))

    def is_at_work(self) -> bool:
        """Whether a request is being read or answered, or an answer is still on its way out."""
        under_way = any(
            application_of(details) or not ("application_instance" in details or "disconnected" in details)
            for details in self.connections.values()
        )
        return under_way or any(
            isinstance(writer, tcp.Connection) for writer in cast(Any, reactor).getWriters()
        )


def application_of(details: dict[str, Any]) -> "asyncio.Future[Any] | None":
    """What answers on a connection, unless it has come to its end."""
    application: asyncio.Future[Any] | None = details.get("application_instance")
    return None if application is None or application.done() else application


class Worker(CommandLineInterface):
    """Daphne's own command with our server."""

    server_class = GracefulServer


def main() -> None:
    """The command line above."""
    parser = argparse.ArgumentParser(prog="python -m dtps.worker", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fd", type=int, help="a listening socket that was inherited")
    parser.add_argument("--name", help="of this worker among several")
    parser.add_argument("--grace", type=float, default=GRACE, help="seconds for what is under way at the end")
    asked = parser.parse_args()
    GracefulServer.grace = asked.grace
    door = ["-b", asked.host, "-p", str(asked.port)] if asked.fd is None else ["--fd", str(asked.fd)]
    application = os.environ.get("WORKER_APPLICATION", APPLICATION)
    options = ["--no-server-name", "--verbosity", "0", "--application-close-timeout", "5"]
    if not asked.name:
        Worker().run([*door, *options, application])
        return
    folder = Path(os.environ["RUN_DIR"])
    control = ["-e", f"unix:{folder / asked.name}.sock:mode=600:lockfile=1"]
    with Restarts(folder / f"{asked.name}.starts"):
        Worker().run([*door, *control, *options, application])


if __name__ == "__main__":
    main()
