"""A thousand clients when the server is restarted: they come back one after the other, and all of them do."""

import asyncio
import json
import re
import resource
from collections.abc import Iterator

import pytest

from tests.browser.server import Person, Server
from tests.realtime.clients import STREAM, new_person
from tests.realtime.conftest import NewServer

pytestmark = pytest.mark.only_sqlite

PEOPLE, EACH, SPREAD_MS = 25, 40, 4000
AT_ONCE = 30  # that open at the same moment at first: daphne listens with a backlog of 50

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture
def many_files() -> Iterator[None]:
    """Lets this process and its servers have as many sockets as the machine allows."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


async def opened(server: Server, person: Person) -> Stream:
    """A stream that has said `unread`; tries again while nobody listens, as a browser does."""
    request = f"GET {STREAM} HTTP/1.1\r\nHost: localhost\r\nCookie: session={person.session}\r\n\r\n"
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            break
        except OSError:
            await asyncio.sleep(0.2)
    writer.write(request.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    await reader.readuntil(b"event: unread\n")
    return reader, writer


async def farewell(stream: Stream) -> int:
    """Reads to the end; the pause that the server asked for."""
    reader, writer = stream
    rest = (await reader.readuntil(b"\r\n0\r\n\r\n")).decode()
    writer.close()
    match = re.search(r"event: bye\ndata: (.*)\n", rest)
    assert match, rest
    bye = json.loads(match[1])
    assert bye["reason"] == "stopping"
    return int(bye["reconnectMs"])


async def restart(server: Server, people: list[Person]) -> tuple[list[int], int]:
    """The pauses that all clients were given, and how many of them came back."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def first(person: Person) -> Stream:
        async with turns:
            return await opened(server, person)

    async def again(person: Person, pause: int) -> Stream:
        await asyncio.sleep(pause / 1000)
        return await opened(server, person)

    streams = await asyncio.gather(*map(first, people))
    stopping = asyncio.create_task(asyncio.to_thread(server.stop))
    pauses = await asyncio.gather(*map(farewell, streams))
    assert await stopping == 0
    starting = asyncio.create_task(asyncio.to_thread(server.start))
    back = await asyncio.gather(*map(again, people, pauses))
    await starting
    for _reader, writer in back:
        writer.close()
    return pauses, len(back)


def test_a_thousand_clients_come_back_spread_over_time(many_files: None, new_server: NewServer) -> None:
    server = new_server(
        REALTIME_CONNECTIONS_PER_USER=str(EACH),
        REALTIME_ATTEMPTS_PER_MINUTE="1000",
        REALTIME_RECONNECT_SPREAD_MS=str(SPREAD_MS),
        REALTIME_PING_SECONDS="30",
    )
    people = [new_person(server) for _turn in range(PEOPLE)] * EACH
    pauses, back = asyncio.run(restart(server, people))
    assert back == PEOPLE * EACH
    tenths = [sum(tenth * 400 <= pause < (tenth + 1) * 400 for pause in pauses) for tenth in range(10)]
    assert min(tenths) > 50  # of about 100 each
    assert max(tenths) < 200
