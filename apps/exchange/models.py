"""What waits between an upload and its import."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from dtps.db.indexes import TTLIndex
from dtps.db.models import Record

KEPT_FOR = timedelta(days=1)


def expiry() -> datetime:
    """Until when a file that is sent now waits."""
    return timezone.now() + KEPT_FOR


class UploadQuerySet(models.QuerySet["Upload"]):
    """The vocabulary of files that wait."""

    def waiting_of(self, user: User) -> Self:
        """Those that `user` has sent and that have not expired."""
        return self.filter(owner=user, expires_at__gt=timezone.now())

    def outlived(self) -> Self:
        """Those past their time. MongoDB deletes them by itself."""
        return self.filter(expires_at__lte=timezone.now())


class Upload(Record):
    """A file as somebody sent it, so that what is imported is what was checked. It goes with its import."""

    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("file"), max_length=200)
    # In the database: any worker may be asked next. Bounded by uploads.MOST_BYTES.
    content = models.BinaryField(_("content"))
    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("sent by"))
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("kept until"), default=expiry)
    # Of an import that was begun: what is to be written part by part, and how many parts are.
    agreed = models.JSONField(null=True, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("file to import")
        verbose_name_plural = _("files to import")
        ordering = ["-created_at"]
        indexes = [TTLIndex(fields=["expires_at"], name="upload_expiry")]

    def __str__(self) -> str:
        return self.name

    def advance(self, done: int) -> bool:
        """Counts one more part as written; False when another request has done so since this was read."""
        return Upload.objects.filter(pk=self.pk, done=done).update(done=done + 1) == 1

    def agree(self, agreed: object) -> None:
        """Keeps what is to be written; None when it has to be looked at anew."""
        self.agreed, self.done = agreed, 0
        self.save(update_fields=["agreed", "done"])


def waiting(user: User, pk: UUID) -> Upload | None:
    """The gate: the file `pk` of `user` while it waits."""
    return Upload.objects.waiting_of(user).filter(pk=pk).first()
