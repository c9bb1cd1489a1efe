"""A stream is no Django view, and yet gets what every answer gets: limits, maintenance, headers, a name."""

import time
from pathlib import Path

import pytest

from tests.browser.server import Person, Server
from tests.realtime.clients import STREAM, Listener, Refused, ask, cookie, do, new_person
from tests.realtime.conftest import NewServer

pytestmark = pytest.mark.only_sqlite

ALWAYS = ("X-App-Version", "X-Request-ID", "Content-Security-Policy", "RateLimit", "X-Content-Type-Options")


def test_a_stream_and_a_refusal_carry_the_headers_of_every_answer(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        assert [name for name in ALWAYS if name not in stream.response.headers] == []
        assert stream.response.headers["Cache-Control"] == "no-store"
    refusal, _problem = ask(server, STREAM)
    assert [name for name in ALWAYS[:4] if name not in refusal.headers] == []


def test_who_asks_too_often_gets_429_before_a_session_is_read(new_server: NewServer, person: Person) -> None:
    server = new_server(
        DJANGO_SETTINGS_MODULE="dtps.settings", RATE_LIMIT_PER_SECOND="1", RATE_LIMIT_BURST="3"
    )
    answers = [ask(server, STREAM) for _turn in range(4)]
    assert [response.status for response, _problem in answers] == [401, 401, 401, 429]
    assert answers[-1][1]["code"] == "rate_limited"
    with pytest.raises(Refused) as refused:
        Listener(server, person)
    assert (refused.value.status, refused.value.retry_after) == (429, 1)


def test_maintenance_opens_no_stream(new_server: NewServer, person: Person, tmp_path: Path) -> None:
    server = new_server(VAR_DIR=str(tmp_path))
    with Listener(server, person) as stream:
        stream.names(3)
        (tmp_path / "maintenance").write_text(str(int(time.time()) + 600), encoding="ascii")
        response, problem = ask(server, STREAM, headers=cookie(person))
        assert (response.status, problem["code"]) == (503, "maintenance")
        assert stream.hears_nothing(0.2)  # who is there stays: what was typed is told from there


def test_a_page_of_an_old_release_gets_426(new_server: NewServer, person: Person) -> None:
    server = new_server(OLDEST_CLIENT="0.2.0")
    response, problem = ask(server, STREAM, headers={**cookie(person), "X-App-Version": "0.1.9"})
    assert (response.status, problem["code"]) == (426, "client_too_old")


def test_signing_out_somewhere_else_ends_the_stream_there_at_once(new_server: NewServer) -> None:
    server = new_server(REALTIME_PING_SECONDS="600")
    person, other = new_person(server), new_person(server)
    with Listener(server, person) as stream, Listener(server, other) as bystander:
        stream.names(3)
        bystander.names(3)
        do(server, "end other sessions", user=person.id)
        assert stream.next().data == {"reason": "signed_out", "reconnectMs": None}
        assert stream.is_ended()
        assert bystander.hears_nothing(0.2)
