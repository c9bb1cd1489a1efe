"""Clients of the live part on real sockets."""

import http.client
import json
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.browser.server import Person, Server

PATIENCE = 15.0  # seconds for anything to arrive on a busy machine; nothing waits that long when all is well
T = TypeVar("T")
STREAM = "/api/realtime/sse/"


@dataclass(frozen=True)
class Received:
    """An event as it came."""

    name: str
    data: dict[str, Any]
    id: str | None


class Refused(Exception):
    """The server gave no stream but this answer."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.problem = response.status, json.loads(response.read())
        self.retry_after = int(response.headers.get("Retry-After", 0))
        super().__init__(self.status, self.problem)


class Listener:
    """An open event stream, read by a thread of its own; with `is_deaf` only after `read_on()`."""

    def __init__(
        self,
        server: Server,
        person: Person,
        last_event_id: str | None = None,
        query: str = "",
        is_deaf: bool = False,
    ) -> None:
        self.connection = http.client.HTTPConnection(server.place.host, server.port)
        self.connection.sock = self.socket = socket.socket()
        if is_deaf:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(PATIENCE * 4)
        self.socket.connect((server.place.host, server.port))
        headers = cookie(person) | ({"Last-Event-ID": last_event_id} if last_event_id else {})
        self.connection.request("GET", STREAM + query, headers=headers)
        self.response = self.connection.getresponse()
        if self.response.status != 200:
            refused = Refused(self.response)
            self.socket.close()
            raise refused
        self._events: queue.Queue[Received | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        if not is_deaf:
            self.read_on()

    def read_on(self) -> None:
        """Begins to read, at full speed."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def next(self, timeout: float = PATIENCE) -> Received:
        """The next event but pings. Raises queue.Empty when none comes, EOFError when the server closed."""
        deadline = time.monotonic() + timeout
        while True:
            event = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
            if event is None:
                self._events.put(None)
                raise EOFError
            if event.name != "ping":
                return event

    def names(self, count: int) -> list[str]:
        """The names of the next events but pings."""
        return [self.next().name for _turn in range(count)]

    def until(self, name: str) -> Received:
        """The next event of that name; others are passed over."""
        while True:
            event = self.next()
            if event.name == name:
                return event

    def ping(self) -> Received:
        """The next ping."""
        while True:
            event = self._events.get(timeout=PATIENCE)
            assert event is not None
            if event.name == "ping":
                return event

    def is_ended(self) -> bool:
        """Whether the server closes the stream now, with nothing more in it."""
        try:
            self.next()
        except EOFError:
            return True
        return False

    def hears_nothing(self, seconds: float = 0.5) -> bool:
        """Whether nothing but pings comes for a while."""
        try:
            self.next(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def close(self) -> None:
        """Goes away without a word, as browsers do."""
        with suppress(OSError):  # the server was quicker
            self.socket.shutdown(socket.SHUT_RDWR)
        if self._reader.ident is not None:
            self._reader.join(PATIENCE)
        self.response.close()
        self.connection.close()
        self.socket.close()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            while line := self.response.readline():
                name, _colon, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                elif "event" in fields:
                    event = Received(fields["event"], json.loads(fields["data"]), fields.get("id"))
                    self._events.put(event)
                    fields = {}
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass  # closed, by the test or by the server
        self._events.put(None)


@contextmanager
def listeners(*whose: tuple[Server, Person]) -> Iterator[list[Listener]]:
    """Streams that have said their first three events, all of them closed at the end."""
    with ExitStack() as streams:
        opened = [streams.enter_context(Listener(server, person)) for server, person in whose]
        for stream in opened:
            stream.names(3)
        yield opened


def cookie(person: Person) -> dict[str, str]:
    """The header of a browser that is signed in."""
    return {"Cookie": f"session={person.session}"}


def ask(
    server: Server, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: Any = None
) -> tuple[http.client.HTTPResponse, Any]:
    """One request; the answer, and its JSON when it has one."""
    connection = http.client.HTTPConnection(server.place.host, server.port, timeout=PATIENCE * 2)
    connection.request(method, path, body=body and json.dumps(body), headers=headers or {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    is_json = "json" in response.headers.get("Content-Type", "")
    return response, json.loads(content) if content and is_json else None


def do(server: Server, order: str, **details: Any) -> Any:
    """Has the server do something; see tests/realtime/sample/urls.py."""
    response, answer = ask(server, "/test/do/", "POST", body={"do": order, **details})
    assert response.status == 200
    return answer["done"]


def sign_out(server: Server, person: Person) -> None:
    """By the button on every page."""
    token = "0123456789abcdef" * 2
    headers = {"Cookie": f"session={person.session}; csrf={token}", "X-CSRFToken": token}
    assert ask(server, "/accounts/sign-out/", "POST", headers=headers)[0].status == 302


def together(*actions: Callable[[], T]) -> list[T]:
    """Does all of these at the same time."""
    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(lambda action: action(), actions))


def new_person(server: Server) -> Person:
    """A dietitian whom no other test knows, signed in."""
    return Person(**do(server, "new person"))


def holds(server: Server) -> dict[str, Any]:
    """What the server holds for open connections."""
    _response, numbers = ask(server, "/test/holds/")
    return dict(numbers)


def eventually(claim: Callable[[], bool], within: float = PATIENCE) -> None:
    """Waits until the claim holds."""
    deadline = time.monotonic() + within
    while not claim():
        assert time.monotonic() < deadline, "it never did"
        time.sleep(0.05)


@contextmanager
def editor(
    server: Server, person: Person | None, kind: str, key: str, origin: str | None = ""
) -> Iterator[ClientConnection]:
    """An open presence socket, from a page of the site unless `origin` says otherwise."""
    address = f"ws://127.0.0.1:{server.port}/ws/presence/{kind}/{key}/"
    headers = cookie(person) if person else {}
    page: Any = server.url if origin == "" else origin
    with connect(address, additional_headers=headers, origin=page, open_timeout=PATIENCE) as socket:
        yield socket


def heard(socket: ClientConnection, timeout: float = PATIENCE) -> dict[str, Any]:
    """The next message."""
    message: dict[str, Any] = json.loads(socket.recv(timeout=timeout))
    return message


def close_code(socket: ClientConnection) -> int | None:
    """The code with which the server closes; messages before are passed over."""
    try:
        while True:
            socket.recv(timeout=PATIENCE)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
