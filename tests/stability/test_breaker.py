"""Somebody who does not answer is not waited for again and again."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

from apps.stability import redis_client
from apps.stability.breaker import PAUSE, Breaker, Unanswered
from apps.stability.metrics import UNANSWERED
from apps.stability.redis_client import REDIS, GuardedRedis


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("The oracle", (OSError,), clock)


def ask(breaker: Breaker, answers: bool) -> None:
    """One question, which is answered or not."""
    with breaker.asking():
        if not answers:
            raise OSError("silence")


def test_nobody_asks_again_until_the_pause_is_over(breaker: Breaker, clock: Clock) -> None:
    ask(breaker, answers=True)
    with pytest.raises(OSError, match="silence"):
        ask(breaker, answers=False)
    clock.now += PAUSE - 0.1
    with pytest.raises(Unanswered, match="The oracle did not answer"):
        ask(breaker, answers=True)
    clock.now += 0.2
    ask(breaker, answers=True)
    ask(breaker, answers=True)
    assert not breaker.is_open


def test_the_metrics_tell_who_does_not_answer(breaker: Breaker, clock: Clock) -> None:
    figure = UNANSWERED.labels("The oracle")
    with pytest.raises(OSError, match="silence"):
        ask(breaker, answers=False)
    assert figure._value.get() == 1
    clock.now += PAUSE + 0.1
    ask(breaker, answers=True)
    assert figure._value.get() == 0


def test_one_alone_tries_after_the_pause(breaker: Breaker, clock: Clock) -> None:
    with pytest.raises(OSError, match="silence"):
        ask(breaker, answers=False)
    clock.now += PAUSE
    with breaker.asking():
        for _number in range(3):  # others, while it waits
            with pytest.raises(Unanswered):
                ask(breaker, answers=True)
    ask(breaker, answers=True)


def test_an_answer_that_is_an_error_is_an_answer(breaker: Breaker, clock: Clock) -> None:
    with pytest.raises(OSError, match="silence"):
        ask(breaker, answers=False)
    clock.now += PAUSE
    with pytest.raises(KeyError), breaker.asking():
        raise KeyError("unknown command")
    assert not breaker.is_open


def test_it_is_told_once_when_it_begins_and_once_when_it_ends(
    breaker: Breaker, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for _number in range(3):
        with pytest.raises(OSError, match="silence"):
            ask(breaker, answers=False)
        clock.now += PAUSE
    ask(breaker, answers=True)
    ask(breaker, answers=True)
    assert [record.getMessage().split(",")[0] for record in caplog.records] == [
        "The oracle does not answer",
        "The oracle answers again.",
    ]


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A listener that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture
def guarded(silent: socket.socket, monkeypatch: pytest.MonkeyPatch) -> Iterator[GuardedRedis]:
    """A client of it, whose breaker is as new."""
    monkeypatch.setattr(redis_client, "REDIS", Breaker("Redis", REDIS.failures))
    port = silent.getsockname()[1]
    once = Retry(NoBackoff(), 1, (RedisConnectionError,))
    with GuardedRedis("127.0.0.1", port, socket_timeout=0.2, retry=once) as client:
        yield client


def get(client: GuardedRedis) -> None:
    client.get("a")


def set_several(client: GuardedRedis) -> None:
    pipeline = client.pipeline()
    pipeline.set("a", 1)
    pipeline.execute()


@pytest.mark.parametrize("first", [get, set_several])
def test_a_redis_that_is_cut_off_costs_one_timeout(
    guarded: GuardedRedis, silent: socket.socket, first: Callable[[GuardedRedis], None]
) -> None:
    with pytest.raises(RedisTimeoutError):
        first(guarded)
    for _number in range(50):
        for ask_again in (get, set_several):
            with pytest.raises(RedisConnectionError, match="a moment ago"):
                ask_again(guarded)
    connection, _address = silent.accept()
    connection.close()
    with pytest.raises(BlockingIOError):
        silent.accept()  # there was no second one
