"""Saying goodbye before the server stops: in front of its own handlers of SIGTERM and SIGINT."""

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)

_first: list[Callable[[], None]] = []


def at_first(action: Callable[[], None]) -> None:
    """Has `action` done when the server is told to stop while connections are open, before the goodbyes."""
    _first.append(action)


class Farewell:
    """Between `install` and `remove`, a signal to stop first runs `goodbye`, then what the server does at it.

    A second signal does not wait. Does nothing outside the main thread, where no server gets signals.
    """

    def __init__(self, goodbye: Callable[[], Awaitable[None]]) -> None:
        self.goodbye = goodbye
        self._loop: asyncio.AbstractEventLoop | None = None
        self._before: dict[int, Any] = {}
        self._task: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Steps in front. To be called in the event loop."""
        if threading.current_thread() is threading.main_thread():
            self._loop = asyncio.get_running_loop()
            self._before = {number: signal.signal(number, self._caught) for number in SIGNALS}

    def remove(self) -> None:
        """Steps aside, unless somebody else has stepped in front meanwhile."""
        for number, handler in self._before.items():
            if signal.getsignal(number) == self._caught:
                signal.signal(number, signal.SIG_DFL if handler is None else handler)
        self._before = {}

    def _caught(self, number: int, frame: FrameType | None) -> None:
        if self._loop is None or self._loop.is_closed() or self._task is not None:
            self._hand_over(number)
        else:
            self._loop.call_soon_threadsafe(self._start, number)

    def _start(self, number: int) -> None:
        self._task = asyncio.ensure_future(self._say(number))

    async def _say(self, number: int) -> None:
        try:
            for action in _first:
                action()
            await self.goodbye()
        finally:
            self._hand_over(number)

    def _hand_over(self, number: int) -> None:
        handler = self._before.get(number)
        self.remove()
        if callable(handler):
            handler(number, None)
        else:
            signal.raise_signal(number)
