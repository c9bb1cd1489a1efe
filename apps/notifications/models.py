"""What people are told, what they have read of it, and what each of them wants to hear."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from dtps.db.indexes import TTLIndex
from dtps.db.models import Record


class Kind(models.TextChoices):
    """What news is about."""

    CLIENT_ASSIGNED = "client_assigned", _("A client is assigned to you")
    PLAN_PUBLISHED = "plan_published", _("A plan of your client is published")
    DIET_CONFLICT = "diet_conflict", _("A plan holds what your client must not eat")
    SAVED_ELSEWHERE = "saved_elsewhere", _("Somebody saves what you have open")
    TEMPLATE_SHARED = "template_shared", _("A template is shared")
    MENTION = "mention", _("You are mentioned")
    DRAFT_EXPIRING = "draft_expiring", _("A draft of yours is about to expire")
    ANNOUNCEMENT = "announcement", _("Announcements")
    SYSTEM = "system", _("Your account")


class Channel(models.TextChoices):
    """How somebody wants to hear of one kind of news."""

    OFF = "off", _("Off")
    BADGE = "badge", _("Badge")
    BADGE_AND_TOAST = "badge_and_toast", _("Badge and pop-up")


ICONS = {
    Kind.CLIENT_ASSIGNED: "person",
    Kind.PLAN_PUBLISHED: "plan",
    Kind.DIET_CONFLICT: "warning",
    Kind.SAVED_ELSEWHERE: "edit",
    Kind.TEMPLATE_SHARED: "template",
    Kind.MENTION: "people",
    Kind.DRAFT_EXPIRING: "clock",
    Kind.ANNOUNCEMENT: "megaphone",
    Kind.SYSTEM: "key",
}


class Inbox(models.Model):
    """How many changes one person's notifications have seen.

    `sequence` grows by one in the transaction of each change (written, read, unread). The row is locked from
    then on, so the changes of one person follow one another without a gap.
    """

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="+", db_column="_id", verbose_name=_("user")
    )
    sequence = models.BigIntegerField(_("changes so far"), default=0)

    class Meta:
        verbose_name = _("inbox")
        verbose_name_plural = _("inboxes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.user_id)


class NotificationQuerySet(models.QuerySet["Notification"]):
    """The vocabulary of notifications."""

    def live(self) -> Self:
        """Those not expired; an expired one is absent for everybody, even before it is purged."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))

    def of(self, user: User) -> Self:
        """What `user` may see: their own, the latest first."""
        return self.live().filter(recipient=user).order_by("-sequence")

    def unread(self) -> Self:
        """Those that are not read yet; they do not expire."""
        return self.filter(read_at=None)

    def mark(self, *, read: bool) -> int:
        """Marks them read or unread; answers how many were not so before."""
        now = timezone.now()
        if read:
            return self.filter(read_at=None).update(read_at=now, expires_at=expiry(now))
        return self.exclude(read_at=None).update(read_at=None, expires_at=None)


def expiry(read_at: datetime) -> datetime:
    """When a notification that was read at that time goes."""
    return read_at + timedelta(days=settings.NOTIFICATION_DAYS)


class Notification(Record):
    """One piece of news for one person, in their language. Written by apps.notifications.services alone."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("recipient"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True)  # within the site, see links.py
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    object_kind = models.CharField(_("kind of object"), max_length=40, blank=True)
    object_key = models.UUIDField(_("object"), null=True, blank=True)
    toast = models.BooleanField(_("pops up"), default=True)  # as the recipient wanted it then
    sequence = models.BigIntegerField(_("number of the change"))  # of the recipient's inbox
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at"]
        constraints = [
            # Read by the list and by streams that catch up; backwards as well as forwards.
            models.UniqueConstraint(fields=["recipient", "sequence"], name="one_notification_a_change"),
        ]
        indexes = [
            models.Index(fields=["recipient", "read_at", "kind"], name="notification_unread"),  # every page
            models.Index(fields=["-created_at"], name="notification_latest"),  # the admin's list
            TTLIndex(fields=["expires_at"], name="notification_expiry"),  # for purge_notifications
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return ICONS[Kind(self.kind)]

    def get_absolute_url(self) -> str:
        """What marks it as read and leads on to what it is about."""
        return reverse("notifications:open", args=[self.pk])


class Preference(Record):
    """How one person wants to hear of one kind of news; without a row it is both badge and pop-up."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        ordering = ["kind"]
        constraints = [
            # Read by each notification that is written, for its recipients.
            models.UniqueConstraint(fields=["kind", "user"], name="one_preference_a_person_and_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_channel_display()}"
