"""Counting changes and what is unread.

Whoever reads both reads the position first: counts are then as new as it says, or newer, never older.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count, F

from apps.accounts.models import User
from apps.notifications.events import Unread
from apps.notifications.models import Inbox, Notification


def advance(user_ids: Collection[UUID]) -> dict[UUID, int]:
    """Counts one more change for each of them; answers where each is now.

    Belongs into `run_atomic`: the inboxes are locked until it ends, which is what leaves no gaps. Where an
    inbox is made by two transactions at once the database lets one of them start over.
    """
    inboxes = Inbox.objects.filter(pk__in=user_ids)
    inboxes.update(sequence=F("sequence") + 1)
    positions = dict(inboxes.values_list("pk", "sequence"))
    new = [Inbox(pk=user_id, sequence=1) for user_id in user_ids if user_id not in positions]
    Inbox.objects.bulk_create(new)
    return positions | {inbox.pk: inbox.sequence for inbox in new}


def positions_of(user_ids: Collection[UUID]) -> dict[UUID, int]:
    """Where the inboxes of these people are; who has none yet is absent."""
    return dict(Inbox.objects.filter(pk__in=user_ids).values_list("pk", "sequence"))


def position_of(user_id: UUID) -> int:
    """Where the inbox of this person is; 0 when there is none yet."""
    return positions_of([user_id]).get(user_id, 0)


def counted(positions: Mapping[UUID, int]) -> dict[UUID, Unread]:
    """What each of these people has not read, in one query; `positions` as they were before."""
    kinds: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = Notification.objects.unread().filter(recipient__in=positions).order_by()
    for user_id, kind, number in rows.values_list("recipient_id", "kind").annotate(number=Count("pk")):
        kinds[user_id][kind] = number
    return {user_id: Unread(kinds[user_id], cursor) for user_id, cursor in positions.items()}


def unread_of(user_id: UUID) -> Unread:
    """What this person has not read, by kind."""
    return counted({user_id: position_of(user_id)})[user_id]


def unread_total(user: User) -> int:
    """The number on the bell: one query, answered from the index."""
    return Notification.objects.unread().filter(recipient=user).order_by().count()
