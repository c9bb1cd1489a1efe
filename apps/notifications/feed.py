"""What a stream of events is filled from: the rows, wherever a push did not come through."""

import re
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from apps.notifications.events import notification_event
from apps.notifications.inboxes import counted, position_of, positions_of
from apps.notifications.models import Notification
from apps.realtime.events import Event
from apps.realtime.feed import CatchUp

MOST_MISSED = 100
EVENT_ID = re.compile(r"(0|[1-9][0-9]{0,14})-([1-9][0-9]{0,11})")


class NotificationFeed:
    """The feed of apps.realtime. Repeats exactly what was missed, in order, or says that it cannot."""

    def opening(self, user_id: UUID, last_event_id: str | None) -> CatchUp:
        """What a new stream gets: nothing old without `last_event_id`, and always the counts."""
        position = position_of(user_id)
        if last_event_id is None:
            return _caught_up(user_id, [], position)
        seen = _sequence(last_event_id)
        return _caught_up(user_id, _missed(user_id, seen, position), position)

    def since(self, user_id: UUID, cursor: int) -> CatchUp:
        """What came after `cursor`; no events when nothing did."""
        position = position_of(user_id)
        if position == cursor:
            return CatchUp(cursor, [])
        return _caught_up(user_id, _missed(user_id, cursor, position), position)

    def positions(self, user_ids: Collection[UUID]) -> dict[UUID, int]:
        """Where the inboxes of these people are."""
        return positions_of(user_ids)


def _caught_up(user_id: UUID, events: list[Event], position: int) -> CatchUp:
    unread = counted({user_id: position})[user_id]
    return CatchUp(position, [*events, unread.event()])


def _missed(user_id: UUID, seen: int | None, position: int) -> list[Event]:
    """The notifications written after the change `seen`; a `reset` when that is not known or too many."""
    if seen is None or seen > position:
        return [_reset()]
    rows = Notification.objects.filter(recipient=user_id, sequence__gt=seen, sequence__lte=position)
    missed = list(rows.order_by("sequence").prefetch_related("actor")[: MOST_MISSED + 1])
    return [_reset()] if len(missed) > MOST_MISSED else [notification_event(row) for row in missed]


def _sequence(last_event_id: str) -> int | None:
    """The change that an event id names; None when it is none of ours, or so old that rows since are gone."""
    match = EVENT_ID.fullmatch(last_event_id)
    if match is None:
        return None
    oldest = timezone.now() - timedelta(days=settings.NOTIFICATION_DAYS)
    return int(match[1]) if int(match[2]) >= oldest.timestamp() else None


def _reset() -> Event:
    return Event("reset", {"reason": "gone"})
