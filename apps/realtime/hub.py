"""The hub of one process: every open connection, and what arrives for them.

A message reaches a process once, is encoded once, and is written straight to each stream; that is what makes
an event cheap. Everything here runs in the event loop; database and cache are asked in worker threads.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Iterable
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.conf import settings

from apps.realtime import feed, leases
from apps.realtime.connections import Connection
from apps.realtime.events import Event
from apps.realtime.layer import Message, send_all
from apps.realtime.register import Register
from apps.realtime.rounds import Rounds
from apps.realtime.stopping import Farewell
from apps.realtime.streams import Stream
from apps.realtime.subscriptions import Subscriptions
from apps.realtime.threads import in_thread
from apps.stability.metrics import EVENTS_SENT

AT_ONCE = 200  # connections written to before others get their turn
GOODBYE_WITHIN = 0.8  # seconds

logger = logging.getLogger("apps.realtime")


class Hub:
    """All connections of one event loop. Works while there are any, and holds nothing when there are none."""

    def __init__(self) -> None:
        self.register = Register(settings.REALTIME_PING_SECONDS)
        self.blocked: set[Stream] = set()
        self.is_stopping = False
        self.rounds = Rounds(self)
        self.subscriptions = Subscriptions(self.deliver, self.rounds.catch_everybody_up)
        self._farewell = Farewell(self.say_goodbye)
        self._news: dict[str, bytes] = {}
        self._background: set[asyncio.Task[None]] = set()

    def count(self, kind: str, user_id: UUID) -> int:
        """How many connections of this kind the person has here."""
        return sum(connection.kind == kind for connection in self.register.of(user_id))

    async def enter(self, connection: Connection) -> None:
        """Takes it in; afterwards it hears what is sent to its groups."""
        if not len(self.register):
            self.rounds.start()
            self._farewell.install()
        self.register.add(connection)
        await self.subscriptions.join(connection.groups())

    def leave(self, connection: Connection) -> None:
        """Gives back everything that was held for it. May be called twice."""
        if connection.slot is not None:
            self.spawn(_give_back(connection.kind, connection.user_id, connection.slot))
            connection.slot = None
        if not self.register.remove(connection):
            return
        if isinstance(connection, Stream):
            self.blocked.discard(connection)
        if not len(self.register):
            self.rounds.stop()
            self._farewell.remove()
            self._news.clear()
        self.spawn(self.subscriptions.leave(connection.groups()))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs `work` beside everything else; what it fails with is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._ended)

    def pause_ms(self) -> int:
        """How long a client should wait before it comes back, so that not all come at once."""
        return random.randint(0, settings.REALTIME_RECONNECT_SPREAD_MS)  # noqa: S311 (jitter, not a secret)

    async def deliver(self, message: Message) -> None:
        """One message of the channel layer."""
        match message["type"]:
            case "push":
                for line in message["pushes"]:
                    await self._push(*line)
            case "everyone":
                name, frame = message["name"], message["frame"]
                self._news[name] = frame
                await self.write_each(self.register, name, lambda connection: connection.news(frame))
            case "recheck":
                self._recheck(self.register.of(UUID(message["user"])), message["ended"])
            case "room":
                for connection in self.register.within(message["room"]):
                    connection.hear(message)

    async def tell(self, room: str, message: Message) -> None:
        """Sends a message to a room in all processes; while that is not possible, in this one."""
        try:
            await send_all([(room, message)])
        except Exception as error:
            logger.warning("A room was told in this process only (%r).", error)
            await self.deliver(message)

    async def write_each(
        self, connections: Iterable[Connection], name: str, write: Callable[[Connection], bool]
    ) -> None:
        """Writes one event to all of these, letting others have their turn in between."""
        written = 0
        for turn, connection in enumerate(connections, start=1):
            written += write(connection)
            if turn % AT_ONCE == 0:
                await asyncio.sleep(0)
        EVENTS_SENT.labels(event=name).inc(written)

    def bring_on(self, stream: Stream) -> None:
        """Called when something about the stream changed: it fell behind, stopped reading, reads again."""
        if stream.blocked_since is not None:
            self.blocked.add(stream)
            return
        self.blocked.discard(stream)
        if stream.missed_news:
            stream.missed_news = False
            stream.news(b"".join(self._news.values()))
        if stream.is_behind and not stream.catching_up:
            stream.catching_up = True
            self.spawn(self._catch_up(stream))

    async def say_goodbye(self) -> None:
        """Has everybody come back later, spread over a while, and waits until they are gone."""
        self.is_stopping = True
        for turn, connection in enumerate(self.register, start=1):
            connection.bye("stopping", self.pause_ms())
            if turn % AT_ONCE == 0:
                await asyncio.sleep(0)
        deadline = asyncio.get_running_loop().time() + GOODBYE_WITHIN
        while len(self.register) and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.02)

    async def _push(self, user: str, before: int, after: int, events: list[tuple[str, bytes]]) -> None:
        frames = b"".join(frame for _name, frame in events)
        written = sum(
            connection.advance(before, after, frames) for connection in self.register.of(UUID(user))
        )
        for name, _frame in events:
            EVENTS_SENT.labels(event=name).inc(written)

    def _recheck(self, connections: Iterable[Connection], ended: str) -> None:
        others = []
        for connection in connections:
            if ended and connection.session_key == ended:
                connection.bye("signed_out", None)
            else:
                others.append(connection)
        if others:
            self.spawn(self.rounds.look(others))

    async def _catch_up(self, stream: Stream) -> None:
        try:
            while stream.is_behind:
                stream.wanted = stream.cursor  # what arrives meanwhile raises it again
                caught = await in_thread(feed.current().since)(stream.user_id, stream.cursor)
                if caught.events and not self.write_events(stream, caught.events):
                    stream.wanted = max(stream.wanted, caught.cursor)
                    return
                stream.cursor = max(stream.cursor, caught.cursor)
        finally:
            stream.catching_up = False

    def write_events(self, stream: Stream, events: list[Event], before: bytes = b"") -> bool:
        """Writes these in one piece, after `before`; whether that was possible."""
        if not stream.write(before + b"".join(event.frame() for event in events)):
            return False
        for event in events:
            EVENTS_SENT.labels(event=event.name).inc()
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.warning("Something in the background of a stream failed (%r).", error)


async def _give_back(kind: str, user_id: UUID, slot: int) -> None:
    await in_thread(leases.release)(kind, user_id, slot)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def current() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
