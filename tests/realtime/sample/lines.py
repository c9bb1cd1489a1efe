"""The simplest feed: numbered lines. The id of an event is the number of its line."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Max

from apps.realtime.events import Event
from apps.realtime.feed import CatchUp
from apps.realtime.push import Push, push
from dtps.db.transactions import atomic
from tests.realtime.sample.models import Line


class LineFeed:
    """All lines of a person, in order."""

    is_broken = False

    def opening(self, user_id: UUID, last_event_id: str | None) -> CatchUp:
        """`reset` for an id that no line can have."""
        if LineFeed.is_broken:
            raise RuntimeError("This feed is broken.")
        last = _last(user_id)
        if last_event_id is None:
            return CatchUp(last, [unread(last)])
        if not last_event_id.isdecimal() or int(last_event_id) > last:
            return CatchUp(last, [Event("reset", {"reason": "gone"}), unread(last)])
        return CatchUp(last, [*_after(user_id, int(last_event_id)), unread(last)])

    def since(self, user_id: UUID, cursor: int) -> CatchUp:
        """Lines, and how many there are."""
        events = _after(user_id, cursor)
        last = cursor + len(events)
        return CatchUp(last, [*events, unread(last)] if events else [])

    def positions(self, user_ids: Collection[UUID]) -> dict[UUID, int]:
        """The number of each one's last line."""
        return {user_id: _last(user_id) for user_id in user_ids}


def say(user_id: UUID, text: str, quiet: bool = False, fail: bool = False) -> None:
    """Writes a line and tells the streams; `quiet`: only the first; `fail`: takes it all back."""
    with atomic():
        written = write(user_id, text)
        if not quiet:
            push([written])
        if fail:
            raise RuntimeError("This is taken back.")


def write(user_id: UUID, text: str) -> Push:
    """A line, and what tells the streams."""
    number = _last(user_id) + 1
    line = Line.objects.create(user_id=user_id, number=number, text=text)
    return Push(user_id, number - 1, number, [_event(line), unread(number)])


def unread(number: int) -> Event:
    """The counts."""
    return Event("unread", {"total": number, "cursor": number}, id=str(number))


def _event(line: Line) -> Event:
    return Event("notification", {"text": line.text}, id=str(line.number))


def _after(user_id: UUID, number: int) -> list[Event]:
    return [_event(line) for line in Line.objects.filter(user=user_id, number__gt=number).order_by("number")]


def _last(user_id: UUID) -> int:
    return Line.objects.filter(user=user_id).aggregate(last=Max("number"))["last"] or 0
