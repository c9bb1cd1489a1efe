"""What a process does again and again while it holds connections: ping, look for changes, watch readers."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from apps.realtime import backpressure, feed, leases
from apps.realtime.connections import Connection
from apps.realtime.events import Event
from apps.realtime.sessions import signed_out
from apps.realtime.streams import Stream
from apps.realtime.threads import in_thread

if TYPE_CHECKING:
    from apps.realtime.hub import Hub

SECOND = 1.0

logger = logging.getLogger("apps.realtime")


class Rounds:
    """The rounds of one hub, each in a task of its own, so that a slow database keeps none of the others."""

    def __init__(self, hub: "Hub") -> None:
        self.hub = hub
        self._tasks: list[asyncio.Task[None]] = []
        self._pinged = self._polled = 0

    def start(self) -> None:
        """Begins, in the running event loop."""
        self._pinged = self._polled = int(time.monotonic())
        jobs = (self.ping, self.poll, self.watch_slow_readers)
        self._tasks = [asyncio.create_task(_every_second(job)) for job in jobs]

    def stop(self) -> None:
        """Ends all of them."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []

    async def ping(self) -> None:
        """Pings those whose turn it is, and looks whether they are still signed in."""
        buckets, now = self.hub.register.buckets, int(time.monotonic())
        late = min(now - self._pinged, len(buckets))
        due = [
            connection for turn in range(late) for connection in tuple(buckets[(now - turn) % len(buckets)])
        ]
        self._pinged = now
        if due:
            frame = Event("ping", {"time": timezone.now().isoformat()}).frame()
            await self.hub.write_each(due, "ping", lambda connection: connection.ping(frame))
            self.hub.spawn(self._renew(due))
            self.hub.spawn(self.look(due))

    async def look(self, connections: Collection[Connection]) -> None:
        """Closes those whose session has ended."""
        for connection in await in_thread(signed_out)(connections):
            connection.bye("signed_out", None)

    async def _renew(self, connections: Collection[Connection]) -> None:
        await in_thread(leases.renew)(connections)

    async def poll(self) -> None:
        """Finds what was written and never told: by another process without Redis, or while that was away."""
        now = int(time.monotonic())
        pause = settings.REALTIME_POLL_SECONDS if self.hub.subscriptions.reachable else SECOND
        if now - self._polled >= pause:
            self._polled = now
            await self.catch_everybody_up()

    async def catch_everybody_up(self) -> None:
        """One query for all people of this process; then those who are behind."""
        people = list(self.hub.register.people)
        for user_id, position in (await in_thread(feed.current().positions)(people)).items():
            for connection in self.hub.register.of(user_id):
                if isinstance(connection, Stream) and connection.cursor < position:
                    connection.hear_of(position)

    async def watch_slow_readers(self) -> None:
        """Lets go of who has not read for a while; nobody else has waited for them."""
        for stream in tuple(self.hub.blocked):
            stream.look_again()
            since = stream.blocked_since
            if since is not None and time.monotonic() - since > backpressure.PATIENCE:
                stream.bye("too_slow", self.hub.pause_ms())


async def _every_second(job: Callable[[], Awaitable[None]]) -> None:
    while True:
        await asyncio.sleep(SECOND)
        try:
            await job()
        except Exception as error:
            logger.warning("A round over the open connections failed and will be repeated (%r).", error)
