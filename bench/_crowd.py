"""Who is compared in bench.sse, on which ASGI servers, and the crowd that listens to them."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from bench._processes import HOST, Helper, free_port, helper, server

TEXT = "Asha Rao was assigned to you. " * 5  # what a notification weighs
OPEN_WITHIN, DELIVER_WITHIN = 240.0, 20.0  # seconds

ASGI_SERVERS = {
    "daphne": ["daphne", "--bind", HOST, "--verbosity", "0", "--port"],
    "uvicorn": ["uvicorn", "--host", HOST, "--log-level", "error", "--no-access-log", "--port"],
}


@dataclass(frozen=True)
class Contender:
    """An application with a stream, and the helper that pushes to those who listen."""

    name: str
    application: str
    path: str
    ready: str  # the event at which a stream is open
    pushing: str
    redis_port: int
    environment: dict[str, str]


def ours(redis_port: int, folder: Path) -> Contender:
    """The application as it ships, with its data in `folder`."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "dtps.settings",
        "REDIS_URL": f"redis://{HOST}:{redis_port}/0",
        "VAR_DIR": str(folder),
        "DATABASE_URL": "",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "localhost",
        "RATE_LIMIT_PER_SECOND": "1000000",  # all of them come from one address
        "RATE_LIMIT_BURST": "1000000",
    }
    application, path = "dtps.asgi:application", "/api/realtime/sse/"
    return Contender("ours", application, path, "unread", "bench._pushing", redis_port, environment)


def eventstream(redis_port: int) -> Contender:
    """django-eventstream in a project that has nothing else."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.eventstream.settings",
        "BENCH_REDIS_PORT": str(redis_port),
    }
    application, pushing = "bench.eventstream.asgi:application", "bench.eventstream.pushing"
    return Contender(
        "django-eventstream", application, "/events/", "stream-open", pushing, redis_port, environment
    )


class Crowd:
    """Streams of one contender, spread over client processes."""

    def __init__(self, clients: list[Helper], ports: list[int], contender: Contender) -> None:
        self._clients, self._ports, self._contender = clients, ports, contender

    def open(self, cookies: list[str]) -> list[float]:
        """One stream more for each cookie, on the ports in turn: milliseconds until each was open."""
        path, ready = self._contender.path, f"event: {self._contender.ready}\n"
        order = {"ports": self._ports, "path": path, "ready": ready, "within": OPEN_WITHIN}
        for number, client in enumerate(self._clients):
            client.tell(do="open", cookies=cookies[number :: len(self._clients)], **order)
        answers = [client.hear() for client in self._clients]
        taken = [value for answer in answers for value in answer["taken"]]
        if len(taken) < len(cookies):
            refused = [reason for answer in answers for reason in answer["lost"]]
            raise RuntimeError(
                f"{self._contender.name}: {len(taken)} of {len(cookies)} opened; {refused[:1]}"
            )
        return taken

    def gather(self, pushing: Helper, do: str = "everyone", within: float = DELIVER_WITHIN) -> list[float]:
        """One push: milliseconds to each stream that got it."""
        for client in self._clients:
            client.tell(do="gather", within=within)
        pushing.ask(do=do, text=TEXT)
        answers = [client.hear() for client in self._clients]
        if any(answer["doubles"] or answer["lost"] for answer in answers):
            raise RuntimeError(f"{self._contender.name} sent an event twice or closed a stream.")
        return [value for answer in answers for value in answer["latencies"]]


@contextmanager
def serving(contender: Contender, asgi: str, workers: int = 1) -> Iterator[tuple[list[int], list[int]]]:
    """That many processes of the application on that server: their ports and their process ids."""
    with ExitStack() as stack:
        Redis(HOST, contender.redis_port).flushall()  # of whatever the killed ones before had counted
        ports = [free_port() for _worker in range(workers)]
        python = (sys.executable, "-m", *ASGI_SERVERS[asgi])
        pids = [
            stack.enter_context(
                server(
                    *python, str(port), contender.application, port=port, environment=contender.environment
                )
            )
            for port in ports
        ]
        yield ports, pids


@contextmanager
def crowd(contender: Contender, ports: list[int], clients: int = 1) -> Iterator[Crowd]:
    """Client processes without a stream yet."""
    with ExitStack() as stack:
        helpers = [stack.enter_context(helper("bench._streams")) for _client in range(clients)]
        yield Crowd(helpers, ports, contender)
