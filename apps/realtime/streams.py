"""One open event stream: where it stands, and writing to it without ever waiting for it."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from apps.accounts.models import User
from apps.realtime.backpressure import MOST_UNSENT, Send, abort, start, transport_of, unsent
from apps.realtime.connections import Connection
from apps.realtime.events import Event

LAST_WORDS = 1.0  # seconds that a client that does not read is given for its `bye`


class Stream(Connection):
    """A stream that stands at `cursor` and has heard of changes up to `wanted`.

    While the client does not read (`blocked_since`), nothing is queued for it: it falls behind, and is
    brought up to date from the database when it reads on. `on_change(stream)` is called when it may be time.
    """

    __slots__ = (
        "begun", "blocked_since", "catching_up", "closed", "cursor", "last_words", "missed_news", "on_change",
        "send", "sending", "task", "transport", "wanted",
    )  # fmt: skip

    kind = "stream"

    def __init__(
        self,
        user: User,
        session_key: str,
        slot: int | None,
        send: Send,
        on_change: Callable[["Stream"], None],
    ) -> None:
        super().__init__(user, session_key, slot)
        self.send, self.on_change = send, on_change
        self.transport = transport_of(send)
        self.task = asyncio.current_task()
        self.sending: asyncio.Task[None] | None = None
        self.blocked_since: float | None = None
        self.cursor = self.wanted = 0
        self.catching_up = True  # until it has been opened
        self.begun = self.closed = self.missed_news = False
        self.last_words: bytes | None = None

    @property
    def is_behind(self) -> bool:
        """Whether there is something to bring it, and it reads."""
        return self.cursor < self.wanted and self.blocked_since is None and not self.closed

    def begin(self, cursor: int) -> None:
        """It has been brought to `cursor`; from now on pushes may be written to it."""
        self.cursor = cursor
        self.begun, self.catching_up = True, False
        self.on_change(self)

    def hear_of(self, cursor: int) -> None:
        """There are changes up to `cursor`."""
        if cursor > self.wanted:
            self.wanted = cursor
            self.on_change(self)

    def advance(self, before: int, after: int, frames: bytes) -> bool:
        """Writes them if the stream stands exactly where they follow on."""
        if before == self.cursor and not self.catching_up and self.write(frames):
            self.cursor = after
            self.wanted = max(after, self.wanted)
            return True
        self.hear_of(after)
        return False

    def news(self, frame: bytes) -> bool:
        """Written now, or when the client reads on."""
        written = self.write(frame)
        self.missed_news |= not written
        return written

    def ping(self, frame: bytes) -> bool:
        """A client that does not read misses it."""
        return self.write(frame)

    def write(self, frames: bytes) -> bool:
        """Whether the server took it; it does not while the client does not read."""
        if self.closed or self.blocked_since is not None:
            return False
        if unsent(self.transport) > MOST_UNSENT:
            self._block()
            return False
        return self._start(frames)

    def bye(self, reason: str, reconnect_ms: int | None) -> None:
        """The last event. A client that does not read is cut off a moment later.

        A stream that has not begun says it when it would: its response has no head yet.
        """
        if self.closed:
            return
        self.closed = True
        self.last_words = Event("bye", {"reason": reason, "reconnectMs": reconnect_ms}).frame()
        if self.begun:
            self.say_last_words()

    def say_last_words(self, before: bytes = b"") -> None:
        """Writes the event of `bye`, after `before`, and with it ends the response."""
        if self.sending is None:
            self._start(before + (self.last_words or b""), last=True)
        if self.blocked_since is not None:
            asyncio.get_running_loop().call_later(LAST_WORDS, self._cut)

    def look_again(self) -> None:
        """Notices that the client has read on, with a server that does not tell."""
        if self.sending is None and unsent(self.transport) < MOST_UNSENT / 2:
            self._unblock()

    def _start(self, frames: bytes, last: bool = False) -> bool:
        message: dict[str, Any] = {"type": "http.response.body", "body": frames, "more_body": not last}
        try:
            self.sending = start(self.send(message))
        except Exception:  # servers may raise when the client has just gone, which they say in `receive` too
            return False
        if self.sending is not None:
            self._block()
            self.sending.add_done_callback(self._sent)
        return True

    def _sent(self, sending: asyncio.Task[None]) -> None:
        self.sending = None
        if not sending.cancelled() and sending.exception() is None:
            self._unblock()

    def _block(self) -> None:
        self.blocked_since = time.monotonic()
        self.on_change(self)

    def _unblock(self) -> None:
        self.blocked_since = None
        self.on_change(self)

    def _cut(self) -> None:
        if not abort(self.transport) and self.task is not None:
            self.task.cancel()
