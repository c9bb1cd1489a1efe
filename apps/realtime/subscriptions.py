"""One subscription to the channel layer for a whole process, and knowing whether it works.

Groups are joined when the first connection needs them and left with the last. While the layer is out of reach
nothing fails: `reachable` is False, and when it is back all groups are joined anew and `on_return` is called.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from channels.layers import get_channel_layer

from apps.realtime.layer import LAYER, PATIENCE, Message

HEARTBEAT = 2.0  # seconds between two messages to ourselves
HEARD_WITHIN = 5.0  # seconds; it may have to wait while thousands of streams are written to
NOBODY = "live.nobody"  # a group without members, to see whether anything can be sent

logger = logging.getLogger("apps.realtime")


class Subscriptions:
    """The groups of one event loop. `deliver` gets every message, one after the other."""

    def __init__(
        self, deliver: Callable[[Message], Awaitable[None]], on_return: Callable[[], Awaitable[None]]
    ) -> None:
        self.deliver, self.on_return = deliver, on_return
        self.wanted: Counter[str] = Counter()
        self.joined: set[str] = set()
        self.channel: str | None = None
        self.reachable = True
        self._lock = asyncio.Lock()  # two first connections must not start two pumps
        self._heard = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def join(self, groups: Iterable[str]) -> None:
        """Counts one more connection that needs these groups; then their messages arrive, if they can."""
        groups = list(groups)
        self.wanted.update(groups)
        await self._settle(groups)

    async def leave(self, groups: Iterable[str]) -> None:
        """Counts one connection less."""
        groups = list(groups)
        for group in groups:
            self.wanted[group] -= 1
            if not self.wanted[group]:
                del self.wanted[group]
        await self._settle(groups)

    async def _settle(self, groups: Iterable[str]) -> None:
        """Brings what is subscribed in line with what is wanted."""
        async with self._lock:
            try:
                if self.wanted and not self._tasks:
                    self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._pump())]
                    await self._open()
                await self._follow(groups)
            except Exception as error:
                self._lost(error)
            if not self.wanted:
                await self._stop()

    async def _follow(self, groups: Iterable[str]) -> None:
        layer: Any = get_channel_layer()
        for group in groups:
            if not self.reachable:
                return
            async with asyncio.timeout(PATIENCE):
                if self.wanted[group] and group not in self.joined:
                    await layer.group_add(group, self.channel)
                    self.joined.add(group)
                elif not self.wanted[group] and group in self.joined:
                    await layer.group_discard(group, self.channel)
                    self.joined.discard(group)

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks, self.channel, self.reachable = [], None, True
        self.joined.clear()

    async def _pump(self) -> None:
        layer: Any = get_channel_layer()
        while True:
            try:
                if self.channel is None:
                    await asyncio.sleep(HEARTBEAT / 4)
                    continue
                message = await layer.receive(self.channel)
                if message["type"] == "heartbeat":
                    self._heard.set()
                else:
                    await self.deliver(message)
            except Exception:  # of one message, which may come from another version of this program
                logger.exception("A message between processes could not be used.")
                await asyncio.sleep(0.1)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            try:
                await self._beat()
            except Exception as error:
                self._lost(error)
                continue
            if not self.reachable:
                await self._return()

    async def _open(self) -> None:
        layer: Any = get_channel_layer()
        async with asyncio.timeout(PATIENCE):
            await layer.group_send(NOBODY, {"type": "heartbeat"})  # new_channel leaves traces when it fails
            self.channel = await layer.new_channel()

    async def _beat(self) -> None:
        """Sends a message to ourselves and waits for it."""
        if self.channel is None:
            await self._open()
        layer: Any = get_channel_layer()
        async with asyncio.timeout(HEARD_WITHIN):
            self._heard.clear()
            await layer.send(self.channel, {"type": "heartbeat"})
            await self._heard.wait()
        LAYER.heard()

    def _lost(self, error: Exception) -> None:
        self.reachable = False
        logger.warning("The channel layer is out of reach; streams poll the database (%r).", error)

    async def _return(self) -> None:
        async with self._lock:
            self.reachable = True
            self.joined.difference_update(self.wanted)
            try:
                await self._follow([*self.joined, *self.wanted])
            except Exception as error:
                self._lost(error)
                return
        logger.warning("The channel layer is back.")
        await self.on_return()
