"""Notifications and counts as JSON: what streams and the API say. docs/notifications.md has the members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.notifications.models import Notification
from apps.realtime.events import Event


def event_id(sequence: int, at: datetime) -> str:
    """What a stream may later name as the last it has seen: the number of the change, and its second."""
    return f"{sequence}-{int(at.timestamp())}"


def iso(moment: datetime) -> str:
    """`2026-03-01T10:32:07.123Z`: to the millisecond, which is what every database of ours keeps."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_json(notification: Notification) -> dict[str, Any]:
    """One notification. `open` is the address that marks it as read and leads on to `link`."""
    return {
        "id": str(notification.pk),
        "kind": notification.kind,
        "title": notification.title,
        "text": notification.text,
        "link": notification.link,
        "open": notification.get_absolute_url(),
        "created": iso(notification.created_at),
        "by": str(notification.actor) if notification.actor else None,
        "toast": notification.toast,
    }


def notification_event(notification: Notification) -> Event:
    """News for a stream."""
    return Event(
        "notification", as_json(notification), id=event_id(notification.sequence, notification.created_at)
    )


@dataclass(frozen=True)
class Unread:
    """How much somebody has not read, by kind, when their inbox had seen `cursor` changes, or later."""

    kinds: Mapping[str, int]
    cursor: int

    @property
    def total(self) -> int:
        """Of all kinds together."""
        return sum(self.kinds.values())

    def as_json(self) -> dict[str, Any]:
        """Absolute counts: whoever missed some news of them needs only the latest."""
        return {"total": self.total, "kinds": dict(self.kinds), "cursor": self.cursor}

    def event(self) -> Event:
        """The same for a stream."""
        return Event("unread", self.as_json(), id=event_id(self.cursor, timezone.now()))
