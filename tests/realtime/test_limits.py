"""How many streams a person may open: over all processes, and free again when one of them is killed."""

import pytest

from tests.browser.server import Person, Server
from tests.realtime.clients import Refused, eventually, listeners, new_person
from tests.realtime.conftest import NewServer
from tests.redis_server import RedisServer

pytestmark = pytest.mark.only_sqlite

FEW = {"REALTIME_CONNECTIONS_PER_USER": "4", "REALTIME_ATTEMPTS_PER_MINUTE": "1000"}


def refusal(server: Server, person: Person) -> tuple[int, str, int]:
    """Status, code and Retry-After of somebody who gets no stream."""
    with pytest.raises(Refused) as refused, listeners((server, person)):
        pass
    return refused.value.status, refused.value.problem["code"], refused.value.retry_after


@pytest.fixture(scope="module")
def one(new_server: NewServer, redis: RedisServer) -> Server:
    """The first of two processes of one site."""
    return new_server(REDIS_URL=redis.url, **FEW)


@pytest.fixture(scope="module")
def two(new_server: NewServer, redis: RedisServer) -> Server:
    """The second; it gets killed in between."""
    return new_server(REDIS_URL=redis.url, **FEW)


def test_the_eleventh_stream_is_refused(server: Server, person: Person) -> None:
    with listeners(*[(server, person)] * 10), listeners((server, new_person(server))):
        assert refusal(server, person) == (429, "too_many_streams", 1)
    eventually(lambda: can_open(server, person))


def test_after_a_hundred_attempts_in_a_minute_there_is_a_pause(server: Server, person: Person) -> None:
    attempts = 0
    while attempts < 201 and can_open(server, person):
        attempts += 1
    assert 100 <= attempts < 201  # a minute may have ended in between
    status, code, seconds = refusal(server, person)
    assert (status, code) == (429, "too_many_attempts")
    assert 1 <= seconds <= 60
    assert can_open(server, new_person(server))


def test_two_processes_count_together(one: Server, two: Server) -> None:
    person = new_person(one)
    with listeners((one, person), (two, person), (one, person), (two, person)):
        assert refusal(one, person)[:2] == (429, "too_many_streams")
        assert refusal(two, person)[:2] == (429, "too_many_streams")
    eventually(lambda: can_open(two, person))


def test_a_lease_is_renewed_for_as_long_as_the_stream_is_open(one: Server) -> None:
    person = new_person(one)
    with listeners(*[(one, person)] * 4) as streams:
        for _second in range(5):  # twice the time of a lease
            streams[0].ping()
        assert refusal(one, person)[1] == "too_many_streams"


def test_the_places_of_a_killed_process_are_free_again(one: Server, two: Server) -> None:
    person = new_person(one)
    with listeners(*[(two, person)] * 4):
        two.kill()
        try:
            assert refusal(one, person)[1] == "too_many_streams"
            eventually(lambda: can_open(one, person))
        finally:
            two.start()


def can_open(server: Server, person: Person) -> bool:
    """Whether another stream opens now."""
    try:
        with listeners((server, person)):
            return True
    except Refused:
        return False
