"""Two real workers with one Redis: a flood from one address gets what the limit allows and hurts nobody."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector

from tests import redis_server
from tests.browser.server import Server
from tests.redis_server import RedisServer

REQUESTS, AT_ONCE = 1_000, 16
RATE, BURST = 10, 100
SESSION = "/api/session/"
ANYBODY, REFUSED = 401, 429
FORGED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")

pytestmark = pytest.mark.only_sqlite  # no database is asked


@dataclass
class House:
    """What runs."""

    redis: RedisServer
    workers: list[Server]

    def said(self, words: str) -> list[int]:
        """How often each worker has written `words` to its log."""
        logs = [(worker.folder / "server.log").read_text(encoding="utf-8") for worker in self.workers]
        return [log.count(words) for log in logs]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Two workers and their Redis."""
    if redis_server.PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with RedisServer() as redis:
        workers = []
        for name in ("one", "two"):
            folder = tmp_path / name
            folder.mkdir()
            environment = {"DJANGO_SETTINGS_MODULE": "tests.stability.settings", "REDIS_URL": redis.url}
            workers.append(Server(folder, f"sqlite:///{tmp_path / 'db.sqlite3'}", **environment))
        for worker in workers:
            worker.start()
        yield House(redis, workers)
        for worker in workers:
            worker.kill()


@dataclass
class Crowd:
    """What came back, and between which moments the last word can have been spoken."""

    statuses: list[int] = field(default_factory=list)
    began: float = 0.0
    first_answer: float = 0.0
    last_question: float = 0.0
    ended: float = 0.0

    @property
    def passed(self) -> int:
        return len(self.statuses) - self.statuses.count(REFUSED)


@asynccontextmanager
async def browser(address: str) -> AsyncIterator[ClientSession]:
    """A client that comes from `address` of the loopback."""
    async with ClientSession(connector=TCPConnector(local_addr=(address, 0), limit=0)) as session:
        yield session


async def flood(session: ClientSession, workers: list[Server]) -> Crowd:
    """1,000 requests as fast as they are answered, to both workers in turn, half with forged headers."""
    crowd, numbers = Crowd(), iter(range(REQUESTS))

    async def ask() -> None:
        for number in numbers:
            forged = {name: f"198.51.{number % 250}.{number % 99}" for name in FORGED} if number % 2 else {}
            crowd.last_question = time.monotonic()
            async with session.get(workers[number % 2].url + SESSION, headers=forged) as answer:
                crowd.first_answer = crowd.first_answer or time.monotonic()
                crowd.statuses.append(answer.status)

    crowd.began = time.monotonic()
    await asyncio.gather(*(ask() for _number in range(AT_ONCE)))
    crowd.ended = time.monotonic()
    return crowd


async def stroll(session: ClientSession, workers: list[Server]) -> list[int]:
    """Somebody else who meanwhile asks twenty times."""
    statuses = []
    for worker in itertools.islice(itertools.cycle(workers), 20):
        async with session.get(worker.url + SESSION) as answer:
            statuses.append(answer.status)
        await asyncio.sleep(0.1)
    return statuses


async def flooded(house: House) -> tuple[Crowd, list[int]]:
    async with browser("127.0.0.1") as one, browser("127.0.0.2") as other:
        return await asyncio.gather(flood(one, house.workers), stroll(other, house.workers))


def test_a_flood_over_two_workers_gets_what_the_limit_allows(house: House) -> None:
    """Within 2 %; another address is untouched; forged headers change nothing."""
    crowd, other = asyncio.run(flooded(house))
    most = BURST + RATE * (crowd.ended - crowd.began)
    least = BURST + RATE * (crowd.last_question - crowd.first_answer)
    print(f"{crowd.passed} of {REQUESTS} passed; allowed are {least:.1f} to {most:.1f}")
    assert set(crowd.statuses) == {ANYBODY, REFUSED}
    assert least * 0.98 <= crowd.passed <= most * 1.02
    assert set(other) == {ANYBODY}


def test_when_redis_goes_the_site_stays_and_says_so_once(house: House) -> None:
    async def ask(number: int) -> list[int]:
        async with browser("127.0.0.3") as session:
            answers = [await session.get(worker.url + SESSION) for worker in house.workers * number]
            return [answer.status for answer in answers]

    house.redis.stop()
    assert set(asyncio.run(ask(10))) == {ANYBODY}
    crowd, _other = asyncio.run(flooded(house))
    assert REFUSED in crowd.statuses  # each worker counts for itself
    assert BURST < crowd.passed <= 2 * (BURST + RATE * (crowd.ended - crowd.began)) * 1.02
    assert house.said("Redis does not answer") == [1, 1]
