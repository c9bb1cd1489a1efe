"""/api/realtime/sse/ on a real server: what comes in which order, what is repeated, what ends it."""

from functools import partial

import pytest

from tests.browser.server import Person, Server
from tests.realtime.clients import (
    STREAM,
    Listener,
    Received,
    ask,
    cookie,
    do,
    eventually,
    holds,
    listeners,
    new_person,
    sign_out,
    together,
)
from tests.realtime.conftest import NewServer

pytestmark = pytest.mark.only_sqlite


def test_it_begins_with_who_which_version_and_the_counts(server: Server, person: Person) -> None:
    do(server, "say", user=person.id, text="before")
    with Listener(server, person) as stream:
        connected, version, unread = (stream.next() for _turn in range(3))
        assert connected.data == {"user": person.id, "pingSeconds": 1}
        assert set(version.data) == {"version"}
        assert (unread.name, unread.data, unread.id) == ("unread", {"total": 1, "cursor": 1}, "1")
        assert stream.response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert stream.response.headers["Cache-Control"] == "no-store"
        assert stream.response.headers["X-Accel-Buffering"] == "no"


def test_what_is_said_arrives_in_order(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        assert stream.names(3) == ["connected", "version", "unread"]
        for text in "abc":
            do(server, "say", user=person.id, text=text)
        events = [stream.next() for _turn in range(6)]
        assert [(event.name, event.id) for event in events] == [
            (name, number) for number in "123" for name in ("notification", "unread")
        ]
        assert [event.data["text"] for event in events[::2]] == ["a", "b", "c"]


def test_others_hear_nothing_of_it(server: Server, person: Person) -> None:
    with Listener(server, new_person(server)) as other:
        other.names(3)
        do(server, "say", user=person.id, text="private")
        assert other.hears_nothing()


def test_what_is_taken_back_is_never_pushed(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        stream.names(3)
        do(server, "say", user=person.id, text="never", fail=True)
        do(server, "say", user=person.id, text="this")
        assert stream.next().data == {"text": "this"}


def test_coming_back_repeats_exactly_what_was_missed(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        do(server, "say", user=person.id, text="seen")
        last = stream.until("notification").id
    for text in ("missed", "missed too"):
        do(server, "say", user=person.id, text=text)
    with Listener(server, person, last_event_id=last) as stream:
        assert stream.names(2) == ["connected", "version"]
        assert [stream.next().data.get("text") for _turn in range(2)] == ["missed", "missed too"]
        assert stream.next().data == {"total": 3, "cursor": 3}
        do(server, "say", user=person.id, text="new")
        assert stream.next().data == {"text": "new"}


def test_the_query_may_name_the_last_event_as_well(server: Server, person: Person) -> None:
    do(server, "say", user=person.id, text="missed")
    with Listener(server, person, query="?lastEventId=0") as stream:
        assert stream.names(4) == ["connected", "version", "notification", "unread"]


@pytest.mark.parametrize("forged", ["99", "-1", "1; DROP", "<script>", "9" * 5000, "%00"])
def test_an_id_that_cannot_be_is_answered_with_reset(server: Server, person: Person, forged: str) -> None:
    with Listener(server, person, last_event_id=forged) as stream:
        assert stream.names(4) == ["connected", "version", "reset", "unread"]
        do(server, "say", user=person.id, text="goes on")
        assert stream.next().data == {"text": "goes on"}


def test_pings_come_by_themselves(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        assert set(stream.ping().data) == {"time"}
        assert set(stream.ping().data) == {"time"}


def test_news_for_everybody(server: Server, person: Person) -> None:
    with listeners((server, person), (server, new_person(server))) as streams:
        do(server, "everyone", version="9.9.9")
        assert [stream.next().data for stream in streams] == [{"version": "9.9.9"}] * 2


def test_visitors_are_told_to_sign_in(server: Server) -> None:
    response, problem = ask(server, STREAM)
    assert (response.status, problem["code"]) == (401, "not_signed_in")
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_other_methods(server: Server, person: Person, method: str) -> None:
    response, problem = ask(server, STREAM, method, headers=cookie(person))
    assert (response.status, response.headers["Allow"]) == (405, "GET")
    assert method == "HEAD" or problem["code"] == "method_not_allowed"


def test_a_feed_that_fails_gives_a_problem_and_takes_nothing(server: Server, person: Person) -> None:
    do(server, "break feed", is_broken=True)
    try:
        for _turn in range(12):
            response, problem = ask(server, STREAM, headers=cookie(person))
            assert (response.status, problem["code"]) == (503, "not_available")
            assert response.headers["Retry-After"] == "5"
            assert "broken" not in str(problem)
    finally:
        do(server, "break feed", is_broken=False)
    with Listener(server, person) as stream:
        assert stream.names(1) == ["connected"]


def test_signing_out_ends_it_at_once(server: Server, person: Person) -> None:
    with Listener(server, person) as stream, Listener(server, new_person(server)) as other:
        stream.names(3)
        sign_out(server, person)
        bye = stream.next()
        assert (bye.name, bye.data) == ("bye", {"reason": "signed_out", "reconnectMs": None})
        assert stream.is_ended()
        other.names(3)
        other.ping()
        other.ping()
        assert other.hears_nothing(0.2)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "another long password"}])
def test_it_ends_with_what_it_was_opened_for(
    server: Server, person: Person, change: dict[str, object]
) -> None:
    with Listener(server, person) as stream:
        stream.names(3)
        do(server, "change user", user=person.id, **change)
        bye = stream.until("bye")  # that the password is new may be told before
        assert bye.data == {"reason": "signed_out", "reconnectMs": None}
        assert stream.is_ended()
    assert ask(server, STREAM, headers=cookie(person))[0].status == 401


def test_another_change_of_the_person_ends_nothing(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        stream.names(3)
        do(server, "change user", user=person.id, name="New Name")
        stream.ping()
        assert stream.hears_nothing(0.2)


def test_a_session_that_is_deleted_behind_our_back_ends_it_at_a_ping(server: Server, person: Person) -> None:
    with Listener(server, person) as stream:
        stream.names(3)
        do(server, "delete session", key=person.session)
        assert stream.next().data["reason"] == "signed_out"


def test_everything_is_given_back(server: Server, person: Person) -> None:
    eventually(lambda: holds(server)["connections"] == 0)
    with listeners(*[(server, person)] * 10):
        inside = holds(server)
        assert (inside["connections"], inside["people"], inside["pumps"]) == (10, 1, 1)
        assert inside["groups"] == 2
    eventually(lambda: holds(server)["streams in memory"] == 0)
    eventually(lambda: holds(server)["pumps"] == 0)
    inside = holds(server)
    assert (inside["connections"], inside["people"], inside["groups"]) == (0, 0, 0)
    with listeners(*[(server, person)] * 10):  # their places, too
        pass


def test_two_first_connections_start_one_pump(server: Server) -> None:
    eventually(lambda: holds(server)["connections"] == 0)
    people = [new_person(server) for _turn in range(8)]
    streams = together(*(partial(Listener, server, one) for one in people))
    assert holds(server)["pumps"] == 1
    do(server, "everyone", version="once")
    for stream in streams:
        stream.names(3)
        assert stream.next().data == {"version": "once"}
    assert all(stream.hears_nothing(0.2) for stream in streams)
    for stream in streams:
        stream.close()


def test_who_does_not_read_is_let_go_and_nobody_waits_for_them(server: Server, person: Person) -> None:
    with Listener(server, person) as reader, Listener(server, person, is_deaf=True):
        reader.names(3)
        eventually(lambda: holds(server)["connections"] == 2)
        do(server, "say", user=person.id, text="x" * 200_000, times=40)
        for number in range(1, 41):
            assert (reader.until("notification")).id == str(number)
        eventually(lambda: holds(server)["connections"] == 1)


def test_who_reads_on_in_time_gets_everything(new_server: NewServer, person: Person) -> None:
    patient = new_server(SLOW_READER_SECONDS="60")
    with Listener(patient, person, is_deaf=True) as deaf:
        do(patient, "say", user=person.id, text="x" * 200_000, times=40)
        do(patient, "everyone", version="missed")
        deaf.read_on()
        events: list[Received] = []
        while not (events and events[-1].data == {"total": 40, "cursor": 40}):
            events.append(deaf.next())
        said = [event.id for event in events if event.name == "notification"]
        assert said == [str(number) for number in range(1, 41)]
        assert [event.data for event in events if event.name == "version"][1:] == [{"version": "missed"}]


def test_before_it_stops_the_server_says_when_to_come_back(new_server: NewServer) -> None:
    server = new_server(REALTIME_RECONNECT_SPREAD_MS="10000")
    people = [new_person(server) for _turn in range(5)]
    with listeners(*[(server, person) for person in people for _turn in range(8)]) as streams:
        assert server.stop() == 0
        byes = [stream.next() for stream in streams]
        assert all(stream.is_ended() for stream in streams)
    assert {(bye.name, bye.data["reason"]) for bye in byes} == {("bye", "stopping")}
    pauses = [bye.data["reconnectMs"] for bye in byes]
    assert all(0 <= pause <= 10_000 for pause in pauses)
    assert max(pauses) - min(pauses) > 5000


def test_what_another_process_wrote_is_found_without_redis(
    server: Server, new_server: NewServer, person: Person
) -> None:
    other = new_server()
    with Listener(server, person) as stream:
        stream.names(3)
        do(other, "say", user=person.id, text="from over there")
        assert [stream.next(5).data for _turn in range(2)] == [
            {"text": "from over there"},
            {"total": 1, "cursor": 1},
        ]
