"""People who type: each saves the draft of one object through nginx, as static/js/save-queue.js does."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import aiohttp

from bench.faults.tally import Backoff, Book, now

PATIENCE = aiohttp.ClientTimeout(total=30)  # of a browser's save, see static/js/api-client.js
TOKEN = "faults" * 5 + "xy"  # any 32 letters do, the same in cookie and header
KIND = "diet-template"
PACE = 1.4  # seconds between two saves of one editor, more or less


@dataclass(frozen=True)
class Person:
    """Somebody with a session."""

    id: str
    cookie: str


class Editor:
    """One object's draft; its name counts the saves."""

    def __init__(self, http: aiohttp.ClientSession, url: str, person: Person, book: Book) -> None:
        self.http, self.person, self.book = http, person, book
        self.address = f"{url}/api/drafts/"
        self.key = str(uuid4())
        self.sent = self.acknowledged = self.revision = 0
        self.acknowledged_at: float | None = None
        self.may_save = asyncio.Event()
        self.is_idle = asyncio.Event()

    @property
    def headers(self) -> dict[str, str]:
        """What the browser sends with each request."""
        cookie = f"{self.person.cookie}; csrf={TOKEN}"
        return {"Cookie": cookie, "X-CSRFToken": TOKEN, "X-User": self.person.id}

    async def work(self) -> None:
        """Saves from time to time, for as long as it may."""
        await asyncio.sleep(random.uniform(0, PACE))
        while True:
            self.is_idle.set()
            await self.may_save.wait()
            self.is_idle.clear()
            await self._save()
            await asyncio.sleep(random.uniform(0.5, 1.5) * PACE)

    async def _save(self) -> None:
        """One save, the same until it is acknowledged."""
        old, self.sent = self.sent, self.sent + 1
        body: dict[str, object] = {"type": KIND, "id": self.key, "saveId": str(uuid4()), "version": 0}
        body["revision"] = self.revision
        if self.revision:
            body["changes"] = {"name": [str(old), str(self.sent)]}
        else:
            body["data"] = {"name": str(self.sent)}
        backoff, started = Backoff(), now()
        while (revision := await self._post(body)) is None:
            await asyncio.sleep(backoff.failed())
        self._acknowledge(revision, started)

    async def _post(self, body: dict[str, object]) -> int | None:
        """The revision, or None: there was an error, or no answer."""
        with self._errors_counted():
            async with self.http.post(
                self.address, json=body, headers=self.headers, timeout=PATIENCE
            ) as answer:
                if answer.status == 200:
                    return int((await answer.json())["revision"])
                self.book.tally.errors[str(answer.status)] += 1
        return None

    @contextmanager
    def _errors_counted(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self.book.tally.errors["timeout"] += 1
        except aiohttp.ClientConnectorError:
            self.book.tally.errors["refused"] += 1
        except aiohttp.ClientError:
            self.book.tally.errors["broken"] += 1

    def _acknowledge(self, revision: int, started: float) -> None:
        tally, at = self.book.tally, now()
        tally.acknowledged += 1
        tally.latencies.append(at - started)
        tally.backwards += revision <= self.revision
        if self.acknowledged_at is not None:
            tally.longest_pause = max(tally.longest_pause, at - self.acknowledged_at)
        self.acknowledged, self.revision, self.acknowledged_at = self.sent, revision, at

    async def lost(self) -> int:
        """How many acknowledged saves the server does not know any more. Nothing may be under way."""
        backoff = Backoff()
        while (found := await self._read()) is None:
            await asyncio.sleep(backoff.failed())
        number, revision = found
        if number < self.acknowledged:
            return self.acknowledged - number
        return int(revision < self.revision or number > self.sent)

    async def _read(self) -> tuple[int, int] | None:
        """The number and the revision that the server has; None when it does not answer."""
        query = {"type": KIND, "id": self.key}
        with self._errors_counted():
            async with self.http.get(
                self.address, params=query, headers=self.headers, timeout=PATIENCE
            ) as answer:
                if answer.status == 200:
                    draft = (await answer.json())["draft"]
                    return (int(draft["data"]["name"]), int(draft["revision"])) if draft else (0, 0)
                self.book.tally.errors[str(answer.status)] += 1
        return None
