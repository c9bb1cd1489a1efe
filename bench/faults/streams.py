"""Open pages: each holds a stream of events and comes back as static/js/resilient-sse.js does."""

import asyncio
import json
import re
from contextlib import suppress

import aiohttp

from bench.faults.editors import Person
from bench.faults.tally import Backoff, Book, now

# Silence of more than two pings is a broken connection.
PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=75)
TITLE = "Fire drill"
ANNOUNCED = re.compile(rf"{TITLE} (\d+)")


class Stream:
    """One page of one person."""

    def __init__(self, http: aiohttp.ClientSession, url: str, person: Person, book: Book) -> None:
        self.http, self.address, self.person, self.book = http, f"{url}/api/realtime/sse/", person, book
        self.last_id = ""
        self.seen: set[int] = set()
        self.is_open = False
        self.left_at: float | None = None  # None until it was open for the first time
        self.backoff = Backoff()

    async def listen(self, after: float) -> None:
        """Holds the stream for good."""
        await asyncio.sleep(after)
        while True:
            pause = None
            with suppress(aiohttp.ClientError, TimeoutError):
                pause = await self._once()
            self._close()
            await asyncio.sleep(self.backoff.failed() if pause is None else pause)

    async def _once(self) -> float | None:
        """One connection; the seconds after which to come back, if the server said them."""
        headers = {"Cookie": self.person.cookie, "Accept": "text/event-stream"}
        if self.last_id:
            headers["Last-Event-ID"] = self.last_id
        async with self.http.get(self.address, headers=headers, timeout=PATIENCE) as answer:
            if answer.status != 200:
                self.book.tally.refused[str(answer.status)] += 1
                return self.backoff.failed(float(answer.headers.get("Retry-After", 0)))
            return await self._read(answer.content)

    async def _read(self, lines: aiohttp.StreamReader) -> float | None:
        event = ""
        async for line in lines:
            name, _colon, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "id":
                self.last_id = value
            elif name == "data" and event == "bye":
                pause = json.loads(value)["reconnectMs"]
                return None if pause is None else pause / 1000
            elif name == "data":
                self._take(event, value)
        return None

    def _take(self, event: str, data: str) -> None:
        self.seen.update(map(int, ANNOUNCED.findall(data)))
        if event == "unread" and not self.is_open:
            self.is_open = True
            self.backoff = Backoff()
            if self.left_at is not None:
                self.book.tally.longest_without = max(self.book.tally.longest_without, now() - self.left_at)

    def _close(self) -> None:
        if self.is_open:
            self.is_open, self.left_at = False, now()
            self.book.tally.broken += 1
