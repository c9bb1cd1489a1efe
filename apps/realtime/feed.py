"""What streams are filled from. The app above that has something to tell registers its feed when it starts.

The database row is the truth and a push is a hint: a feed answers from rows alone. A *cursor* numbers the
changes that concern one person, by one and in the order of their commits.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from apps.realtime.events import Event


@dataclass(frozen=True)
class CatchUp:
    """Events in their order, and the cursor of a stream that has sent them."""

    cursor: int
    events: list[Event]


class Feed(Protocol):
    """Synchronous: it is called in worker threads, never in the event loop."""

    def opening(self, user_id: UUID, last_event_id: str | None) -> CatchUp:
        """What a new stream begins with: what was missed since `last_event_id`, or `reset` when that cannot
        be told; then, always, `unread`. The id is whatever a client chose to send."""
        ...

    def since(self, user_id: UUID, cursor: int) -> CatchUp:
        """What came after `cursor`, then `unread`; no events when nothing did."""
        ...

    def positions(self, user_ids: Collection[UUID]) -> dict[UUID, int]:
        """Where these people's changes stand, in one query; who is absent stands at 0."""
        ...


class NothingToTell:
    """The feed of an installation in which no app registers one: streams then carry pings and versions."""

    def opening(self, user_id: UUID, last_event_id: str | None) -> CatchUp:
        """Nothing."""
        return CatchUp(0, [])

    def since(self, user_id: UUID, cursor: int) -> CatchUp:
        """Nothing."""
        return CatchUp(cursor, [])

    def positions(self, user_ids: Collection[UUID]) -> dict[UUID, int]:
        """Nobody stands anywhere."""
        return {}


_feeds: list[Feed] = [NothingToTell()]


def register(feed: Feed) -> None:
    """Fills streams from `feed` from now on."""
    _feeds[:] = [feed]


def current() -> Feed:
    """The feed that was registered last."""
    return _feeds[0]
