"""Thousands of event streams held by one process: a client so light that it is not what gets measured.

    python -m bench._streams      a line of JSON in, a line of JSON out: `open`, `gather`

A delivery is an event that says `sent` and this machine's monotonic clock at the push, in nanoseconds.
"""

import json
import os
import re
import resource
import select
import socket
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

SENT = re.compile(rb"sent\W+(\d+)")
AT_ONCE = 32  # handshakes under way: daphne listens with a backlog of 50
CHUNK = 65536
# Seconds. Who waits for each event is woken by each, on the sender's account: clients elsewhere are not.
LOOK_EVERY = 0.001


class Streams:
    """Sockets by their number, and those among them that wait for their first events."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.sockets: dict[int, socket.socket] = {}
        self.opening: dict[int, tuple[float, bytes]] = {}
        self.lost: list[str] = []

    def open(
        self, ports: list[int], path: str, cookies: list[str], ready: str, within: float
    ) -> dict[str, Any]:
        """One stream a cookie, the ports in turn; milliseconds until each had got the event `ready`."""
        waiting = deque((ports[turn % len(ports)], cookie) for turn, cookie in enumerate(cookies))
        taken: list[float] = []
        self.lost = []
        until = time.monotonic() + within
        while (waiting or self.opening) and time.monotonic() < until:
            while waiting and len(self.opening) < AT_ONCE:
                port, cookie = waiting.popleft()
                self._start(port, path, cookie)
            for number, chunk in self._chunks():
                if number in self.opening and ready.encode() in self._read(number, chunk):
                    taken.append((time.monotonic() - self.opening.pop(number)[0]) * 1000)
        return {"taken": taken, "lost": self.lost}

    def gather(self, within: float) -> dict[str, Any]:
        """Milliseconds from a push to each stream that got it; ends with the last, or after `within`."""
        latencies: dict[int, float] = {}
        doubles = 0
        self.lost = []
        until = time.monotonic() + within
        while len(latencies) < len(self.sockets) and time.monotonic() < until:
            time.sleep(LOOK_EVERY)
            for number, chunk in self._chunks():
                for sent in SENT.findall(chunk):
                    doubles += number in latencies
                    latencies[number] = (time.monotonic_ns() - int(sent)) / 1e6
        return {"latencies": list(latencies.values()), "doubles": doubles, "lost": self.lost}

    def _start(self, port: int, path: str, cookie: str) -> None:
        started = time.monotonic()
        connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
        connection.sendall(f"{head}Cookie: {cookie}\r\n\r\n".encode())
        connection.setblocking(False)
        self.sockets[connection.fileno()] = connection
        self.opening[connection.fileno()] = (started, b"")
        self.poll.register(connection.fileno(), select.EPOLLIN)

    def _read(self, number: int, chunk: bytes) -> bytes:
        """Everything an opening stream has said so far."""
        started, before = self.opening[number]
        self.opening[number] = (started, before + chunk)
        return before + chunk

    def _chunks(self) -> Iterator[tuple[int, bytes]]:
        """What came. An event is one small write, so it is in one piece on the loopback."""
        for number, _mask in self.poll.poll(0.1, 512):
            try:
                chunk = os.read(number, CHUNK)
            except ConnectionError:
                chunk = b""
            if chunk:
                yield number, chunk
            else:
                self._drop(number)

    def _drop(self, number: int) -> None:
        """The server closed it; the first words of its answer tell why."""
        self.poll.unregister(number)
        self.sockets.pop(number).close()
        _started, said = self.opening.pop(number, (0, b"closed"))
        self.lost.append(said[:200].decode(errors="replace"))


def main() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    streams = Streams()
    for line in sys.stdin:
        order = json.loads(line)
        commands: dict[str, Callable[..., Any]] = {"open": streams.open, "gather": streams.gather}
        print(json.dumps(commands[order.pop("do")](**order)), flush=True)


if __name__ == "__main__":
    main()
