"""Several processes and Redis: pushes cross over; while Redis is away everybody finds out all the same."""

import pytest

from tests.browser.server import Server
from tests.realtime.clients import STREAM, ask, cookie, do, eventually, holds, listeners, new_person
from tests.realtime.conftest import NewServer
from tests.redis_server import RedisServer

pytestmark = pytest.mark.only_sqlite


@pytest.fixture(scope="module")
def one(new_server: NewServer, redis: RedisServer) -> Server:
    """Looks into the database only when it has to."""
    return new_server(REDIS_URL=redis.url, REALTIME_POLL_SECONDS="600")


@pytest.fixture(scope="module")
def two(new_server: NewServer, redis: RedisServer) -> Server:
    """Another process of the same site."""
    return new_server(REDIS_URL=redis.url, REALTIME_POLL_SECONDS="600")


def test_what_is_said_in_one_process_arrives_in_the_other(one: Server, two: Server) -> None:
    person = new_person(one)
    with listeners((one, person), (two, person)) as streams:
        do(one, "say", user=person.id, text="hello")
        do(two, "say", user=person.id, text="hello back")
        for stream in streams:
            heard = [stream.next() for _turn in range(4)]
            assert [event.data.get("text") for event in heard[::2]] == ["hello", "hello back"]


def test_a_gap_between_two_pushes_is_filled_from_the_database(one: Server, two: Server) -> None:
    person = new_person(one)
    with listeners((two, person)) as (stream,):
        do(one, "say", user=person.id, text="lost on the way", quiet=True)
        assert stream.hears_nothing(1.5)
        do(one, "say", user=person.id, text="arrives")
        assert [stream.next().data.get("text") for _turn in range(2)] == ["lost on the way", "arrives"]


def test_a_crowd_is_told_in_few_messages(one: Server, two: Server) -> None:
    people = [new_person(one) for _turn in range(25)]
    with listeners(*[(two, person) for person in people]) as streams:
        do(one, "say to all", users=[person.id for person in people], text="all of you")
        assert {stream.next().data["text"] for stream in streams} == {"all of you"}


def test_signing_out_in_one_process_ends_streams_in_the_other(one: Server, two: Server) -> None:
    person = new_person(one)
    with listeners((two, person)) as (stream,):
        do(one, "change user", user=person.id, is_active=False)
        assert stream.next().data["reason"] == "signed_out"


def test_redis_goes_away_and_comes_back(one: Server, two: Server, redis: RedisServer) -> None:
    people = [new_person(one) for _turn in range(3)]
    with listeners((one, people[0]), (two, people[1])) as streams:
        redis.stop()
        eventually(lambda: not holds(one)["reachable"] and not holds(two)["reachable"])
        for person, other in ((people[0], two), (people[1], one)):
            do(other, "say", user=person.id, text="without Redis")
        assert [stream.next().data["text"] for stream in streams] == ["without Redis"] * 2
        assert ask(one, "/accounts/sign-in/")[0].status == 200
        with listeners((one, people[2])) as (late,):  # opened while it is away
            do(two, "say", user=people[2].id, text="to the late one")
            assert late.next().data["text"] == "to the late one"
            redis.start()
            eventually(lambda: holds(one)["reachable"] and holds(two)["reachable"])
            for stream in (*streams, late):
                assert stream.next().name == "unread"
            for person, other in zip(people, (two, one, two), strict=True):
                do(other, "say", user=person.id, text="pushed again")
            for stream in (*streams, late):
                assert stream.next(5).data["text"] == "pushed again"


def test_with_a_redis_that_is_not_there_each_process_counts_on_its_own(new_server: NewServer) -> None:
    nowhere = new_server(REDIS_URL="redis://127.0.0.1:1/0", REALTIME_CONNECTIONS_PER_USER="3")
    person = new_person(nowhere)
    with listeners(*[(nowhere, person)] * 3):
        response, problem = ask(nowhere, STREAM, headers=cookie(person))
        assert (response.status, problem["code"]) == (429, "too_many_streams")
    assert "Traceback" not in (nowhere.folder / "server.log").read_text(encoding="utf-8")
