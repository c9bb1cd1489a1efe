"""What somebody is working on, and every saved state of what is worked on."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.drafts.history import replay
from dtps.db.indexes import TTLIndex
from dtps.db.models import Record


def expiry(now: datetime) -> datetime:
    """When a draft that is saved `now` goes, unless it is saved again."""
    return now + timedelta(days=settings.DRAFT_LIFETIME_DAYS)


class DraftQuerySet(models.QuerySet["Draft"]):
    """The vocabulary of drafts."""

    def live(self) -> Self:
        """Those not expired; an expired one is absent for everybody, even before it is purged."""
        return self.filter(expires_at__gt=timezone.now())

    def of(self, user: User, kind: str, key: Any) -> Self:
        """The one draft of this person for this object, or none."""
        return self.filter(user=user, kind=kind, key=key).order_by()  # sorting one row still takes time


class Draft(Record):
    """One person's unsaved work on one object: its form's data as the browser holds it, valid or not.

    The column `data` holds it as of `data_revision`, and `saves` what came after. A draft that is loaded
    whole has all of it in `data`; queries of the column may miss the latest changes inside documents.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=40)
    key = models.UUIDField(_("object"))
    data = models.JSONField(_("content"), default=dict)
    size = models.PositiveIntegerField(_("size (bytes, at most)"), default=0)
    data_revision = models.BigIntegerField(_("revision of the content"), default=0)
    revision = models.BigIntegerField(_("revision"))
    base_version = models.PositiveIntegerField(_("version of the object it holds"), default=0)
    saves = models.JSONField(_("latest saves"), default=list)  # see apps.drafts.history
    updated_at = models.DateTimeField(_("last saved"))
    expires_at = models.DateTimeField(_("kept until"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-expires_at"]  # the order in which they were saved, and there is an index for it
        constraints = [
            # Read by every autosave.
            models.UniqueConstraint(fields=["user", "kind", "key"], name="one_draft_a_person_and_object"),
        ]
        indexes = [
            TTLIndex(fields=["expires_at"], name="draft_expiry"),  # for purge_drafts and the admin
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        """Completes `data`, unless it was deferred."""
        draft = super().from_db(db, field_names, values, **options)
        if {"data", "data_revision", "saves"} <= set(field_names):
            draft.data = replay(
                draft.data, [save for save in draft.saves if save["revision"] > draft.data_revision]
            )
        return draft

    @property
    def is_live(self) -> bool:
        """Whether it has not expired."""
        return self.expires_at > timezone.now()


class Revision(Record):
    """One saved state of an object: who saved it, when, and the form's data as it was saved."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.UUIDField(_("object"))
    version = models.PositiveIntegerField(_("version"))
    data = models.JSONField(_("content"))
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("saved by")
    )
    at = models.DateTimeField(_("saved at"), default=timezone.now)
    # What it changed (see summaries.py), so that lists need not load the content; None: not written down.
    summary = models.JSONField(_("what it changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("saved version")
        verbose_name_plural = _("saved versions")
        ordering = ["-at"]
        constraints = [
            # Read by every merge, and by the history of an object.
            models.UniqueConstraint(fields=["kind", "key", "version"], name="one_revision_a_version"),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="revisions_latest"),  # the audit list, and the admin's
            models.Index(fields=["by", "-at", "-id"], name="revisions_of_a_person"),  # that of one person
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} v{self.version}"


class VersionedRecord(Record):
    """Base of every record that a form with autosave edits.

    `version` is 0 until the first Save and counts Saves from then on. Only `apps.drafts.saving` writes the
    fields of the form; a view that flips another one (archived, published) uses `save(update_fields=[...])`.

    `settles_save`: columns of the latter sort that decide what a Save writes. One that is flipped while a
    Save is under way makes it start over, as another Save would; no version is counted for it.
    """

    settles_save: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("created by")
    )
    updated_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("last saved by")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Where a Save leads to, unless the view names another place."""
        raise NotImplementedError
