"""Real servers for real sockets: one database for all of them, and people of its own for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import redis_server
from tests.browser.server import Person, Server
from tests.realtime.clients import new_person
from tests.redis_server import RedisServer

NewServer = Callable[..., Server]


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory, cast_database: Path) -> Path:
    """The folder of a database."""
    folder = tmp_path_factory.mktemp("realtime")
    new_server_in(folder).prepare(cast_database)
    return folder


def new_server_in(folder: Path, **environment: str) -> Server:
    """A server of the sample, not yet started, that pings every second."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.realtime.settings",
        "REALTIME_PING_SECONDS": "1",
        "SLOW_READER_SECONDS": "1",
        "REDIS_URL": "",
        **environment,
    }
    return Server(folder, **settings)


@pytest.fixture(scope="module")
def new_server(practice: Path) -> Iterator[NewServer]:
    """`new_server(**environment)`: another server on the same database, started; killed after the module."""
    with ExitStack() as running:

        def start(**environment: str) -> Server:
            server = new_server_in(practice, **environment)
            running.callback(server.kill)
            server.start()
            return server

        yield start


@pytest.fixture(scope="module")
def server(new_server: NewServer) -> Server:
    """One server without Redis, for all tests of the module."""
    return new_server()


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    """A Redis of the module's own."""
    if redis_server.PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with RedisServer() as running:
        yield running


@pytest.fixture
def person(server: Server) -> Person:
    """Somebody whom no other test knows, signed in."""
    return new_person(server)
