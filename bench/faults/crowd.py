"""Everybody who works in the practice, in a thread of their own."""

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp

from bench.faults.editors import Editor, Person
from bench.faults.streams import Stream
from bench.faults.tally import Book, Tally

T = TypeVar("T")
STREAMS_EACH = 4  # a killed worker keeps those it held for 75 s, and ten are what a person may have
OPENINGS_A_SECOND = 60
PATIENCE = 180.0


class Crowd:
    """`editors` people who type, and `streams` open pages."""

    def __init__(self, url: str, people: list[Person], editors: int, streams: int) -> None:
        self.url, self.people, self.size = url, people, (editors, streams)
        self.book = Book()
        self.editors: list[Editor] = []
        self.streams: list[Stream] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._tasks: list[asyncio.Task[None]] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._begin())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def are_back(self, since: float) -> bool:
        """Whether all streams are open, and each editor had a save acknowledged after `since`."""
        for task in self._tasks:
            if task.done():
                task.result()  # none ends by itself but by a fault of ours
        return all(stream.is_open for stream in self.streams) and all(
            (editor.acknowledged_at or 0) > since for editor in self.editors
        )

    def missing(self, announced: int) -> int:
        """How many announcements have not reached streams, over all of them."""
        return sum(announced - len(stream.seen) for stream in self.streams)

    def open_streams(self) -> int:
        """How many pages have their stream."""
        return sum(stream.is_open for stream in self.streams)

    def turn(self) -> Tally:
        """The tally until now; a new one begins."""
        return self.book.turn()

    def lost(self) -> int:
        """Acknowledged saves that the server does not have. Everybody pauses meanwhile."""
        return self._call(self._lost())

    async def _begin(self) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        self._http = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        editors, streams = self.size
        self.editors = [Editor(self._http, self.url, person, self.book) for person in self.people[:editors]]
        self.streams = [
            Stream(self._http, self.url, self.people[number // STREAMS_EACH], self.book)
            for number in range(streams)
        ]
        for editor in self.editors:
            editor.may_save.set()
            self._tasks.append(asyncio.create_task(editor.work()))
        for number, stream in enumerate(self.streams):
            self._tasks.append(asyncio.create_task(stream.listen(number / OPENINGS_A_SECOND)))

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()

    async def _lost(self) -> int:
        for editor in self.editors:
            editor.may_save.clear()
        await asyncio.gather(*(editor.is_idle.wait() for editor in self.editors))
        found = sum([await editor.lost() for editor in self.editors])
        for editor in self.editors:
            editor.acknowledged_at = None  # this pause is ours
            editor.may_save.set()
        return found

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


def people_needed(editors: int, streams: int) -> int:
    """How many have to sign in for that."""
    return max(editors, -(-streams // STREAMS_EACH))
