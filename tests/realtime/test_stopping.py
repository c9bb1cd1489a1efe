"""Who asks for a stream while the server stops is told when to come back, by a stream: never by an error."""

import asyncio
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from apps.accounts.models import User
from apps.realtime import hub
from apps.realtime.event_stream import event_stream
from apps.realtime.streams import Stream
from tests.conftest import signed_in

HEAD = {"type": "http.response.start"}


class Connection:
    """The server's side of one connection, whose client leaves when the response has ended."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.over = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        """What the client does."""
        await self.over.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        """What the application does. As with any server, nothing may come before the head."""
        assert self.sent or message["type"] == "http.response.start"
        self.sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.over.set()


def scope_of(browser: Browser) -> dict[str, Any]:
    """A request for a stream."""
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    return {
        "type": "http",
        "method": "GET",
        "path": "/api/realtime/sse/",
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
    }


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_the_server_stops_gets_a_goodbye(owner: User) -> None:
    scope = scope_of(signed_in(owner))

    async def scenario() -> list[dict[str, Any]]:
        connection = Connection()
        hub.current().is_stopping = True
        await asyncio.wait_for(event_stream(scope, connection.receive, connection.send), 10)
        return connection.sent

    head, body = asyncio.run(scenario())
    assert head["status"] == 200
    assert dict(head["headers"])[b"content-type"].startswith(b"text/event-stream")
    assert b'event: bye\ndata: {"reason":"stopping","reconnectMs":' in body["body"]
    assert not body["more_body"]


def test_a_goodbye_waits_for_the_head_of_the_response() -> None:
    async def scenario() -> list[dict[str, Any]]:
        connection = Connection()
        stream = Stream(User(password="x"), "session", None, connection.send, lambda stream: None)
        stream.bye("signed_out", None)
        await connection.send(HEAD)
        stream.say_last_words(before=b"retry: 1\n\n")
        return connection.sent

    _head, body = asyncio.run(scenario())
    assert body["body"] == b'retry: 1\n\nevent: bye\ndata: {"reason":"signed_out","reconnectMs":null}\n\n'
