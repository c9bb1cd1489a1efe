"""Opening MongoDB: one pool for the process, patience at start-up, and words when it stays away."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import OperationalError, connection, connections
from pymongo import monitoring
from pymongo.errors import ConnectionFailure

from dtps.checks import check_replica_set
from dtps.db.url import Pool, database_from_url
from tests.replica_set import Member, standalone

pytestmark = [pytest.mark.only_mongodb, pytest.mark.django_db]

QUICK = Pool(min_size=0, connect_attempts=2, connect_backoff=0)


def connect(url: str, pool: Pool) -> Any:
    """A connection to `url` beside Django's; its pool is shared with others of this test."""
    default = connections["default"]
    settings = database_from_url(url, pool)
    known = default.settings_dict["OPTIONS"]  # the stock engine knows fewer
    settings["OPTIONS"] = {name: value for name, value in settings["OPTIONS"].items() if name in known}
    return type(default)({**default.settings_dict, **settings}, alias="elsewhere")


class Openings(monitoring.TopologyListener):
    """Counts the clients that the driver opens: each watches one topology."""

    def __init__(self) -> None:
        self.count = 0

    def opened(self, event: monitoring.TopologyOpenedEvent) -> None:
        """Called once a client."""
        self.count += 1

    def description_changed(self, event: monitoring.TopologyDescriptionChangedEvent) -> None:
        """Of no interest."""

    def closed(self, event: monitoring.TopologyClosedEvent) -> None:
        """Of no interest."""


@pytest.fixture(autouse=True)
def closed(alone: Member) -> Iterator[None]:
    """Closes the pool that the test may have opened elsewhere, while there is still somebody to part from."""
    yield
    default: Any = connections["default"]
    if client := default._connection_pools.pop("elsewhere", None):
        client.close()


@pytest.fixture
def alone() -> Iterator[Member]:
    """A mongod that is no member of a replica set, not yet started."""
    with standalone() as member:
        yield member


def test_threads_that_come_at_once_share_one_client() -> None:
    openings = Openings()
    monitoring.register(openings)
    mongodb: Any = connection
    mongodb.close_pool()
    start = threading.Barrier(32)

    def ask(_: int) -> int:
        start.wait()
        mongodb = connect(connection.settings_dict["HOST"], QUICK)
        return int(mongodb.get_database().command("ping")["ok"])

    with ThreadPoolExecutor(32) as threads:
        assert set(threads.map(ask, range(32))) == {1}
    assert openings.count == 1


def test_a_server_that_comes_up_late_is_waited_for(alone: Member, caplog: pytest.LogCaptureFixture) -> None:
    patient = Pool(min_size=0, connect_timeout=2, connect_attempts=3, connect_backoff=1)
    mongodb = connect(f"mongodb://{alone.address}/dtps?directConnection=true", patient)
    with ThreadPoolExecutor(1) as threads:
        client = threads.submit(mongodb.get_new_connection, mongodb.get_connection_params())
        time.sleep(2.5)
        alone.start()  # in this thread, which lives as long as the server shall
        assert client.result().admin.command("ping")["ok"]
    assert "attempt 1 of 3" in caplog.text


def test_a_server_that_stays_away_is_named_after_the_last_attempt(
    alone: Member, caplog: pytest.LogCaptureFixture
) -> None:
    mongodb = connect(f"mongodb://{alone.address}/dtps?connectTimeoutMS=100", QUICK)
    with pytest.raises(OperationalError, match=rf"attempt 2 of 2.*{alone.port}") as caught:
        mongodb.ensure_connection()
    assert isinstance(caught.value.__cause__, ConnectionFailure)
    assert len(caplog.records) == 2


def test_threads_that_waited_in_vain_do_not_start_all_over(
    alone: Member, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"mongodb://{alone.address}/dtps?connectTimeoutMS=300"
    start = threading.Barrier(8)

    def ask(_: int) -> str:
        start.wait()
        with pytest.raises(OperationalError) as caught:
            connect(url, QUICK).ensure_connection()
        return str(caught.value)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(8)))) == 1
    assert len(caplog.records) == 2


def test_the_pause_between_attempts_doubles(alone: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(
        "dtps.db.mongodb.base.time", SimpleNamespace(sleep=pauses.append, monotonic=time.monotonic)
    )
    pool = Pool(min_size=0, connect_attempts=3, connect_backoff=1)
    with pytest.raises(OperationalError):
        connect(f"mongodb://{alone.address}/dtps?connectTimeoutMS=10", pool).ensure_connection()
    assert pauses == [1, 2]


def test_a_server_without_a_replica_set_is_warned_of(alone: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    alone.start()
    mongodb = connect(f"mongodb://{alone.address}/dtps", Pool(min_size=0))
    monkeypatch.setattr("dtps.checks.connections", {"elsewhere": mongodb, "default": connection})
    assert [message.id for message in checked("elsewhere")] == ["dtps.W001"]


def test_a_replica_set_is_not_warned_of() -> None:
    assert checked("default") == []


def test_a_server_that_does_not_answer_is_an_error_of_the_check(
    alone: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    mongodb = connect(f"mongodb://{alone.address}/dtps?connectTimeoutMS=100", QUICK)
    monkeypatch.setattr("dtps.checks.connections", {"elsewhere": mongodb})
    (message,) = checked("elsewhere")
    assert message.id == "dtps.E003"
    assert "does not answer" in message.msg


def checked(alias: str) -> list[CheckMessage]:
    """What the check of databases says of one."""
    return check_replica_set(None, databases=[alias])


def test_no_process_searches_for_gis_libraries() -> None:
    """Each search costs a start of a compiler, where there is one."""
    engine = connection.settings_dict["ENGINE"]
    told = f"""
import ctypes.util
from importlib import import_module
asked = []
ctypes.util.find_library = asked.append
import_module("{engine}.base")
assert not asked, asked
"""
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
