"""Links that show one plan to whoever has the link and its code."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.meal_plans.models import MealPlan
from dtps.db.indexes import TTLIndex
from dtps.db.models import Record

KEPT_FOR = timedelta(days=30)  # after its end, so that the page of the plan still tells about it
MOST_WRONG = 5  # codes in a row
PAUSE = timedelta(minutes=15)  # after that many
MOST_WRONG_EVER = 50  # then it stays shut: a million codes cannot be tried out with patience either


def token_hash(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so a plain hash tells nobody what it was."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def new_token() -> str:
    """The secret part of an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(1_000_000):06}"


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """The vocabulary of links."""

    def open(self) -> Self:
        """Those not taken back and not past their time. Whether the plan is published is another matter."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def of_plan(self, plan: MealPlan) -> Self:
        """Those of one plan, latest first, with who made them in one more query for all."""
        return self.filter(plan=plan).prefetch_related("created_by").order_by("-created_at", "pk")

    def outlived(self) -> Self:
        """Those that nobody asks about any more. MongoDB deletes them by itself."""
        return self.filter(expires_at__lte=timezone.now() - KEPT_FOR)


class ShareLink(Record):
    """One link to one plan. Neither its token nor its code is kept: who loses them is given a new link."""

    plan = models.ForeignKey(
        MealPlan, models.CASCADE, related_name="share_links", verbose_name=_("meal plan"), db_index=False
    )
    token_hash = models.CharField(_("token (hash)"), max_length=64, unique=True)
    code_hash = models.CharField(_("code (hash)"), max_length=64)
    figures = models.BooleanField(_("with figures"), default=False)
    language = models.CharField(_("language"), max_length=10, default="en")
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("taken back"), null=True)
    opened_at = models.DateTimeField(_("last opened"), null=True)
    opened = models.PositiveIntegerField(_("times opened"), default=0)
    wrong = models.PositiveIntegerField(_("wrong codes in a row"), default=0)
    wrong_ever = models.PositiveIntegerField(_("wrong codes"), default=0)
    rests_until = models.DateTimeField(_("takes no code until"), null=True)  # counts with MOST_WRONG only

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared link")
        verbose_name_plural = _("shared links")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["plan", "-created_at"], name="share_link_of_plan"),
            models.Index(fields=["-created_at", "-id"], name="share_links_latest"),  # the audit list
            TTLIndex(fields=["expires_at"], expire_after=KEPT_FOR, name="share_link_expiry"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def code_hash_of(self, code: str) -> str:
        """What is kept of a code: only with the server's key can somebody who has it try codes out."""
        return salted_hmac("apps.sharing.code", f"{self.pk}:{code}", algorithm="sha256").hexdigest()

    def take_attempt(self) -> bool:
        """Counts one attempt as wrong, before its code is looked at; False when none may be made now.

        In the row, so that it holds over all workers and without Redis.
        """
        now = timezone.now()
        row = ShareLink.objects.filter(pk=self.pk, wrong_ever__lt=MOST_WRONG_EVER)
        counted = {"wrong_ever": F("wrong_ever") + 1, "rests_until": now + PAUSE}
        if row.filter(rests_until__lte=now).update(wrong=1, **counted):
            return True
        return row.filter(wrong__lt=MOST_WRONG).update(wrong=F("wrong") + 1, **counted) == 1

    def opens_with(self, code: str) -> bool:
        """Whether `code` is the right one, and may be tried; a right one leaves no trace of those before."""
        if not self.take_attempt() or not constant_time_compare(self.code_hash_of(code), self.code_hash):
            return False
        fresh = {"wrong": 0, "wrong_ever": F("wrong_ever") - 1, "rests_until": None}
        ShareLink.objects.filter(pk=self.pk).update(**fresh)
        return True

    def note_opened(self) -> None:
        """Writes down that it was used just now."""
        ShareLink.objects.filter(pk=self.pk).update(opened_at=timezone.now(), opened=F("opened") + 1)

    def revoke(self) -> None:
        """Closes it for good."""
        ShareLink.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())

    def today(self) -> date:
        """The date where the plan was shared from: whoever opens it is most likely there, too."""
        return timezone.localdate(timezone=self.created_by.zone if self.created_by else None)

    @property
    def is_open(self) -> bool:
        """Whether it leads anywhere while its plan is published."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def is_resting(self) -> bool:
        """Whether wrong codes have shut it for now, or for good."""
        if self.wrong_ever >= MOST_WRONG_EVER:
            return True
        resting = self.rests_until is not None and self.rests_until > timezone.now()
        return self.wrong >= MOST_WRONG and resting


def language_or_default(language: str) -> str:
    """`language` as long as there is a catalogue for it."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def end_of(days: int) -> datetime:
    """The moment at which a link of so many days ends: that many times 24 hours from now."""
    return timezone.now() + timedelta(days=days)
