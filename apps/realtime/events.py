"""What travels down a stream, and how it looks on the wire (text/event-stream)."""

import json
from dataclasses import dataclass
from typing import Any

RETRY_MS = 3000  # when a browser's own EventSource comes back after a broken connection
HELLO = f"retry: {RETRY_MS}\n\n".encode()


@dataclass(frozen=True)
class Event:
    """One event. `data` is JSON; `id` is what a client that comes back sends as Last-Event-ID.

    docs/realtime.md lists the names: connected, version, notification, unread, ping, reset, bye.
    """

    name: str
    data: dict[str, Any]
    id: str | None = None

    def frame(self) -> bytes:
        """The bytes. JSON has no line break outside its escapes, so the data is always one line."""
        identity = "" if self.id is None else f"id: {self.id}\n"
        data = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        # Half of a character (a lone surrogate) becomes its escape, which is what JSON calls it.
        return f"event: {self.name}\n{identity}data: {data}\n\n".encode(errors="backslashreplace")
