"""What the hub knows of every open connection, stream or socket."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from channels.auth import AuthMiddlewareStack

from apps.accounts.models import User
from apps.realtime.backpressure import Send
from apps.realtime.layer import EVERYONE, Message, user_group
from apps.realtime.sessions import fingerprint


@dataclass(frozen=True)
class Visitor:
    """Who asks for a connection; `user` is None when nobody is signed in."""

    user: User | None
    session_key: str


async def identify(scope: dict[str, Any], receive: Any, send: Send) -> Visitor:
    """Who this is, by the session of the request; of which the answer keeps nothing but the user alive."""
    found: list[Visitor] = []

    async def note(scope: dict[str, Any], receive: Any, send: Send) -> None:
        found.append(visitor_of(scope))

    await AuthMiddlewareStack(note)(scope, receive, send)
    return found[0]


def visitor_of(scope: dict[str, Any]) -> Visitor:
    """Who this is, in a scope that has been through AuthMiddlewareStack."""
    user = scope["user"]
    if not user.is_authenticated:
        return Visitor(None, "")
    # Out of channels' lazy wrapper, which would hold on to all of the scope.
    return Visitor(getattr(user, "_wrapped", user), scope["session"].session_key)


class Connection:
    """Base of streams and sockets. There are thousands of them, so each attribute is counted."""

    __slots__ = ("__weakref__", "bucket", "fingerprint", "room", "session_key", "slot", "user_id")

    kind = ""  # in the names of leases and limits

    def __init__(self, user: User, session_key: str, slot: int | None, room: str = "") -> None:
        self.user_id: UUID = user.pk
        self.session_key = session_key
        self.fingerprint = fingerprint(user.password)
        self.slot, self.room = slot, room
        self.bucket = 0

    def groups(self) -> Iterable[str]:
        """The groups of the channel layer whose messages it needs."""
        groups = (EVERYONE, user_group(self.user_id))
        return (*groups, self.room) if self.room else groups

    def ping(self, frame: bytes) -> bool:
        """Called every REALTIME_PING_SECONDS; whether the frame was written."""
        raise NotImplementedError

    def bye(self, reason: str, reconnect_ms: int | None) -> None:
        """Tells the client why, and closes."""
        raise NotImplementedError

    def news(self, frame: bytes) -> bool:
        """Something for everybody; whether it was written."""
        return False

    def advance(self, before: int, after: int, frames: bytes) -> bool:
        """Events that lead from one cursor to another; whether they were written."""
        return False

    def hear(self, message: Message) -> None:
        """A message to the room it is in."""
