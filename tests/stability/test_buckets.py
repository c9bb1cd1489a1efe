"""The buckets keep one contract, in the memory of a process and in Redis."""

import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import redis
from redis.exceptions import ConnectionError as RedisIsAway

from apps.stability import buckets as module
from apps.stability.buckets import Buckets, Count, Limit, MemoryBuckets, RedisBuckets
from apps.stability.rate_limits import SharedBuckets
from tests import redis_server
from tests.redis_server import RedisServer

SLOW = Limit("slow", per_second=1, burst=3)
OTHER = Limit("other", per_second=1, burst=9)
QUICK = Limit("quick", per_second=50, burst=5)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A client of a Redis that holds nothing yet."""
    if redis_server.PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with RedisServer() as server, redis.Redis.from_url(server.url) as connected:
        yield connected


@pytest.fixture(params=["memory", "redis"])
def buckets(request: pytest.FixtureRequest) -> Buckets:
    if request.param == "memory":
        return MemoryBuckets()
    connected = request.getfixturevalue("client")
    connected.flushall()
    return RedisBuckets(connected, "rl:")


def passed(counts: list[Count]) -> int:
    return sum(count.wait == 0 for count in counts)


def emptied(buckets: Buckets, limit: Limit) -> int:
    """How many were left in the bucket."""
    number = 0
    while buckets.take("a", [limit]).wait == 0:
        number += 1
    return number


def test_a_burst_passes_and_no_more(buckets: Buckets) -> None:
    counts = [buckets.take("a", [SLOW]) for _number in range(10)]
    assert [count.wait == 0 for count in counts] == [True] * 3 + [False] * 7


def test_who_waits_as_told_may_pass(buckets: Buckets) -> None:
    asked = (buckets.take("a", [QUICK]) for _number in range(1000))  # it fills up meanwhile
    refused = next(count for count in asked if count.wait)
    assert refused.wait <= 20_000
    time.sleep(refused.wait / 1_000_000 + 0.001)
    assert buckets.take("a", [QUICK]).wait == 0


def test_it_fills_up_steadily_and_to_the_brim_only(buckets: Buckets) -> None:
    for _number in range(5):
        buckets.take("a", [QUICK])
    time.sleep(0.5)  # enough for 25
    assert passed([buckets.take("a", [QUICK]) for _number in range(20)]) in (5, 6, 7)  # the clock goes on


def test_over_time_as_much_passes_as_was_promised(buckets: Buckets) -> None:
    limit = Limit("busy", per_second=200, burst=200)
    earliest = time.monotonic()
    emptied(buckets, limit)
    latest, asked, number = time.monotonic(), 0.0, 0
    while asked < latest + 1:
        asked = time.monotonic()
        number += emptied(buckets, limit)
    answered = time.monotonic()
    assert 200 * (asked - latest) * 0.98 <= number <= 200 * (answered - earliest) * 1.02


def test_what_was_refused_takes_nothing(buckets: Buckets) -> None:
    for _number in range(3):
        buckets.take("a", [SLOW])
    first, *_rest, last = [buckets.take("a", [SLOW]) for _number in range(20)]
    assert last.wait <= first.wait


def test_each_has_their_own(buckets: Buckets) -> None:
    for _number in range(4):
        buckets.take("a", [SLOW])
    assert buckets.take("b", [SLOW]) == Count(0, [1_000_000])
    assert buckets.take("a", [QUICK]).wait == 0


def test_one_limit_that_says_no_is_enough_and_the_other_is_not_charged(buckets: Buckets) -> None:
    for _number in range(3):
        assert buckets.take("a", [QUICK, SLOW]).wait == 0
    time.sleep(0.1)
    for _number in range(9):
        assert buckets.take("a", [QUICK, SLOW]).wait > 0
    assert passed([buckets.take("a", [QUICK]) for _number in range(5)]) == 5


def test_how_full_each_is(buckets: Buckets) -> None:
    first, second = (buckets.take("a", [SLOW, QUICK]) for _number in range(2))
    assert first.filling == [1_000_000, 20_000]
    assert second.filling[0] == pytest.approx(2_000_000, abs=200_000)
    assert 20_000 <= second.filling[1] <= 40_000


def test_many_at_once(buckets: Buckets) -> None:
    counts: list[Count] = []
    ask = [Thread(target=lambda: counts.append(buckets.take("a", [SLOW]))) for _number in range(20)]
    for thread in ask:
        thread.start()
    for thread in ask:
        thread.join()
    assert passed(counts) == 3


def test_memory_forgets_full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PRUNE_AT", 10)
    buckets = MemoryBuckets()
    at_once = Limit("at once", per_second=1_000_000, burst=1)
    for number in range(100):
        buckets.take(f"address {number}", [at_once])
        time.sleep(0.0001)
    assert len(buckets._full_at) <= 12


def test_redis_is_asked_once_and_forgets(client: Any) -> None:
    client.flushall()
    buckets = RedisBuckets(client, "rl:")
    buckets.take("203.0.113.7", [SLOW, OTHER])  # loads the script
    before = client.info("commandstats")
    buckets.take("203.0.113.7", [SLOW, OTHER])
    after = client.info("commandstats")
    scripts = {name: facts["calls"] for name, facts in after.items() if "eval" in name}
    assert sum(scripts.values()) - sum(before[name]["calls"] for name in scripts if name in before) == 1
    assert sorted(client.keys()) == [b"rl:{203.0.113.7}:other", b"rl:{203.0.113.7}:slow"]
    assert 0 < client.pttl("rl:{203.0.113.7}:slow") <= 2_000


class Away:
    """A Redis that does not answer."""

    def take(self, owner: str, limits: Any) -> Count:
        raise RedisIsAway("refused")


def test_while_redis_is_away_each_process_counts_for_itself() -> None:
    buckets = SharedBuckets(Away())
    assert [buckets.take("a", [SLOW]).wait == 0 for _number in range(5)] == [True] * 3 + [False] * 2
