"""Who has what open just now."""

from datetime import timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from dtps.db.indexes import TTLIndex
from dtps.db.models import Record

SEEN_FOR = timedelta(seconds=45)  # the browser gives a sign of life every 15 s; three of them may get lost


class PresenceQuerySet(models.QuerySet["Presence"]):
    """The vocabulary of presence."""

    def at(self, kind: str, key: UUID) -> Self:
        """Those who have this object open."""
        return self.filter(kind=kind, key=key, seen_at__gt=timezone.now() - SEEN_FOR)

    def gone(self) -> Self:
        """What nobody sees any more. MongoDB deletes them by itself."""
        return self.filter(seen_at__lte=timezone.now() - SEEN_FOR)


class Presence(Record):
    """One open editor: a socket of `user` for one object, whose id is the key of the row.

    A person has as many as they have tabs.
    """

    kind = models.CharField(_("kind"), max_length=40)
    key = models.UUIDField(_("object"))
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    since = models.DateTimeField(_("since"), default=timezone.now)
    is_idle = models.BooleanField(_("idle"), default=False)
    seen_at = models.DateTimeField(_("last sign of life"), default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("open editor")
        verbose_name_plural = _("open editors")
        indexes = [
            models.Index(fields=["kind", "key"], name="presence_at"),  # the roster of one object
            TTLIndex(fields=["seen_at"], expire_after=SEEN_FOR, name="presence_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
