"""Who has an object open, and telling them that it was saved. For the apps whose objects are edited."""

from uuid import UUID

from django.utils import timezone

from apps.accounts.models import User
from apps.realtime.layer import room_group, send_after_commit
from apps.realtime.models import Presence


def people_at(kind: str, key: UUID) -> list[User]:
    """Everybody who has this object open now, each once, by name."""
    ids = Presence.objects.at(kind, key).values_list("user_id", flat=True)
    return list(User.objects.filter(pk__in=set(ids)))


def tell_saved(kind: str, key: UUID, *, version: int, by: User) -> None:
    """Tells open editors of this object that `by` saved it as `version`, once that is committed."""
    saved = {
        "type": "saved",
        "version": version,
        "by": {"user": str(by.pk), "name": str(by)},
        "at": timezone.now().isoformat(),
    }
    room = room_group(kind, key)
    send_after_commit(lambda: [(room, {"type": "room", "room": room, "saved": saved})])
