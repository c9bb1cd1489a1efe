"""Sending without waiting: what a server's `send` may do, and what becomes of it."""

import asyncio
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from apps.accounts.models import User
from apps.realtime import backpressure
from apps.realtime.streams import Stream


class Client:
    """A server's `send` for a client that reads only while `reads` is set, as uvicorn's."""

    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.reads.set()
        self.got: list[bytes] = []

    async def send(self, message: dict[str, Any]) -> None:
        await asyncio.sleep(0) if not self.reads.is_set() else None
        await self.reads.wait()
        self.got.append(message["body"])


def stream_to(client: Client, changed: list[Stream]) -> Stream:
    """An open stream at cursor 0."""
    stream = Stream(User(password="x"), "session", None, client.send, changed.append)
    stream.begin(0)
    return stream


def test_a_send_that_need_not_wait_needs_no_task() -> None:
    async def scenario() -> None:
        client = Client()
        before = asyncio.all_tasks()
        assert backpressure.start(client.send({"body": b"1"})) is None
        assert asyncio.all_tasks() == before
        assert client.got == [b"1"]

    asyncio.run(scenario())


def test_a_send_that_waits_goes_on_by_itself() -> None:
    async def scenario() -> None:
        client = Client()
        client.reads.clear()
        sending = backpressure.start(client.send({"body": b"1"}))
        assert sending is not None
        await asyncio.sleep(0.01)
        assert client.got == []
        client.reads.set()
        await sending
        assert client.got == [b"1"]

    asyncio.run(scenario())


@pytest.mark.parametrize("waits", [False, True])
def test_a_send_that_fails_ends_in_an_error_and_nothing_else(waits: bool) -> None:
    async def fail() -> None:
        if waits:
            await asyncio.sleep(0)
        raise OSError("The client is gone.")

    async def scenario() -> None:
        if sending := backpressure.start(fail()):
            await sending

    with pytest.raises(OSError, match="gone"):
        asyncio.run(scenario())


def test_a_send_that_is_cancelled_cleans_up() -> None:
    steps: list[str] = []

    async def send() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            steps.append("cleaned up")

    async def scenario() -> None:
        sending = backpressure.start(send())
        assert sending is not None
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending

    asyncio.run(scenario())
    assert steps == ["cleaned up"]


def test_nothing_is_queued_for_a_client_that_does_not_read() -> None:
    async def scenario() -> None:
        client, changed = Client(), []  # type: tuple[Client, list[Stream]]
        stream = stream_to(client, changed)
        assert stream.advance(0, 1, b"1")
        client.reads.clear()
        assert stream.advance(1, 2, b"2")  # the server has it, and waits
        assert not stream.advance(2, 3, b"3")
        assert not stream.news(b"news")
        assert not stream.ping(b"ping")
        assert (stream.cursor, stream.wanted, stream.is_behind) == (2, 3, False)
        changed.clear()
        client.reads.set()
        await asyncio.sleep(0.01)
        assert changed == [stream]
        assert stream.is_behind
        assert stream.missed_news
        assert client.got == [b"1", b"2"]

    asyncio.run(scenario())


def test_a_stream_takes_only_what_follows_on() -> None:
    async def scenario() -> None:
        client, changed = Client(), []  # type: tuple[Client, list[Stream]]
        stream = stream_to(client, changed)
        assert stream.advance(0, 2, b"1-2")
        assert not stream.advance(1, 2, b"again")
        assert not stream.advance(0, 1, b"older")
        assert not stream.is_behind
        assert not stream.advance(3, 4, b"after a gap")
        assert (stream.cursor, stream.is_behind, client.got) == (2, True, [b"1-2"])

    asyncio.run(scenario())


def test_bytes_that_daphne_has_not_sent() -> None:
    async def handle_reply(protocol: object, message: object) -> None: ...

    cut: list[bool] = []
    transport = SimpleNamespace(
        dataBuffer=b"12345", offset=2, _tempDataLen=4, abortConnection=lambda: cut.append(True)
    )
    send = partial(handle_reply, SimpleNamespace(channel=SimpleNamespace(transport=transport)))
    found = backpressure.transport_of(send)
    assert backpressure.unsent(found) == 7
    assert backpressure.abort(found)
    assert cut == [True]


def test_any_other_server_is_left_alone() -> None:
    async def send(message: dict[str, Any]) -> None: ...

    transport = backpressure.transport_of(send)
    assert transport is None
    assert backpressure.unsent(transport) == 0
    assert not backpressure.abort(transport)
