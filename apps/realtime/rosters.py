"""The rows behind presence: arriving, giving signs of life, leaving, and the roster that follows from them.

Synchronous; called in worker threads.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.realtime.models import SEEN_FOR, Presence

Roster = list[dict[str, Any]]
A_MOMENT = 0.1  # seconds: the clock of the database may be a little behind


def arrive(connection: UUID, kind: str, key: UUID, user_id: UUID) -> None:
    """Somebody has opened it."""
    Presence.objects.gone().filter(kind=kind, key=key).delete()  # what a killed process left behind
    Presence(id=connection, kind=kind, key=key, user_id=user_id).save(force_insert=True)


def see(connection: UUID, is_idle: bool) -> bool | None:
    """A sign of life; whether it is news to others. None when the row is gone: they have to arrive again."""
    now = timezone.now()
    mine = Presence.objects.filter(pk=connection)
    if mine.filter(~Q(is_idle=is_idle)).update(is_idle=is_idle, seen_at=now):
        return True
    return False if mine.update(seen_at=now) else None


def leave(connection: UUID) -> None:
    """They have closed it."""
    Presence.objects.filter(pk=connection).delete()


def roster(kind: str, key: UUID) -> tuple[Roster, float | None]:
    """Everybody who has it open, in the order in which they came, one entry a person; without `you`.

    Somebody with several tabs is there since the first, and idle when they are in all of them. The second
    answer: in how many seconds one of them is gone, should no further sign of life come.
    """
    people: dict[UUID, dict[str, Any]] = {}
    rows = Presence.objects.at(kind, key).order_by("since", "pk")
    seen: list[datetime] = []
    for user_id, since, is_idle, seen_at in rows.values_list("user_id", "since", "is_idle", "seen_at"):
        seen.append(seen_at)
        person = people.setdefault(user_id, {"since": since.isoformat(), "idle": True})
        person["idle"] = person["idle"] and is_idle
    users = User.objects.in_bulk(list(people))
    entries = [
        {"user": str(pk), "name": str(users[pk]), "initials": users[pk].initials, **person}
        for pk, person in people.items()
        if pk in users
    ]
    left = (min(seen) + SEEN_FOR - timezone.now()).total_seconds() if seen else None
    return entries, None if left is None else max(left, 0) + A_MOMENT
