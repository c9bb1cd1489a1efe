"""Two real servers side by side: one answer for both, and what a killed one had open is not open any more."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.browser.server import ROOT, Person, Server

PATIENCE = 15.0  # seconds for something to show on a busy machine
TOKEN = "a" * 32  # of CSRF, in cookie and header


@pytest.fixture(scope="module")
def servers(
    tmp_path_factory: pytest.TempPathFactory, cast_database: Path
) -> Iterator[tuple[Server, Server, Person]]:
    """Two servers of one installation, and somebody who is signed in at both."""
    folder = tmp_path_factory.mktemp("two")
    suite = urlsplit(os.environ.get("DATABASE_URL", ""))
    on_mongodb = suite.scheme.startswith("mongodb")
    own = suite._replace(path="/two_servers").geturl()
    database = own if on_mongodb else ""
    pair = [Server(folder, database) for _number in range(2)]
    with ExitStack() as running:
        for server in pair:
            server.environment |= {
                "DJANGO_SETTINGS_MODULE": "dtps.settings",
                "HTTPS": "off",
                "PROMETHEUS_MULTIPROC_DIR": "",
                "TALLY_SECONDS": "1",
                "REALTIME_POLL_SECONDS": "3600",
            }
        person = pair[0].prepare(None if on_mongodb else cast_database)["owner"]
        for server in pair:
            running.callback(server.kill)
            server.start()
        yield pair[0], pair[1], person


def ask(server: Server, path: str, person: Person | None = None, body: Any = None, **headers: str) -> str:
    """The text of an answer, which must be a success."""
    if person:
        headers |= {"Cookie": f"session={person.session}; csrf={TOKEN}", "X-CSRFToken": TOKEN}
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
        sent = None if body is None else json.dumps(body)
        connection.request(
            "GET" if body is None else "POST", path, sent, {"Content-Type": "application/json", **headers}
        )
        response = connection.getresponse()
        text = response.read().decode()
        assert response.status == 200, text
        return text


def figure(server: Server, name: str) -> float:
    """The sum of one figure as this server tells it; 0 when it tells nothing of it."""
    families = text_string_to_metric_families(ask(server, "/metrics"))
    return sum(sample.value for family in families for sample in family.samples if sample.name == name)


def keep_a_draft(server: Server, person: Person) -> None:
    """Saves something new."""
    new = {"type": "client", "id": str(uuid4()), "saveId": uuid4().hex, "revision": 0}
    ask(server, "/api/drafts/", person, {**new, "data": {"name": "Asha"}})


def open_stream(server: Server, person: Person) -> HTTPConnection:
    """An event stream, open."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET", "/api/realtime/sse/", headers={"Cookie": f"session={person.session}"})
    assert connection.getresponse().status == 200
    return connection


def eventually(is_so: Callable[[], bool]) -> None:
    """Waits until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def tallied(server: Server) -> int:
    """How many drafts were kept, as the database says."""
    script = (
        "from apps.stability.models import Tally\n"
        "print(sum(Tally.objects.filter(name='drafts_saved').values_list('count', flat=True)))"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    return int(subprocess.run(command, cwd=ROOT, env=server.environment, check=True, stdout=PIPE).stdout)


def test_two_servers_give_one_answer(servers: tuple[Server, Server, Person]) -> None:
    one, other, person = servers
    before = figure(one, "dtps_drafts_saved_total")
    for server in (one, one, other, other, other):
        keep_a_draft(server, person)
    with closing(open_stream(one, person)), closing(open_stream(other, person)):
        for server in (one, other):
            assert figure(server, "dtps_drafts_saved_total") == before + 5
            assert figure(server, "dtps_draft_save_seconds_count") == before + 5
            assert figure(server, "dtps_streams") == 2
    eventually(lambda: figure(one, "dtps_streams") == 0)


def test_their_tallies_add_up_in_the_database(servers: tuple[Server, Server, Person]) -> None:
    one, other, person = servers
    for server in (one, one, other):
        keep_a_draft(server, person)
    eventually(lambda: tallied(one) == figure(one, "dtps_drafts_saved_total"))


def test_what_a_killed_server_had_open_is_gone(servers: tuple[Server, Server, Person]) -> None:
    one, other, person = servers
    keep_a_draft(other, person)
    eventually(lambda: tallied(one) == figure(one, "dtps_drafts_saved_total"))
    with closing(open_stream(one, person)), closing(open_stream(other, person)):
        before = figure(one, "dtps_drafts_saved_total")
        assert figure(one, "dtps_streams") == 2
        other.kill()
        assert figure(one, "dtps_streams") == 1
        assert figure(one, "dtps_drafts_saved_total") == before
        other.start()
        keep_a_draft(other, person)
        assert figure(one, "dtps_drafts_saved_total") == before + 1
        assert figure(one, "dtps_streams") == 1
