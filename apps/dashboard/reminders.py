"""Telling people that a draft of theirs is about to expire, while there is time to open it."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.dashboard.unfinished import KINDS, Unfinished, client_of
from apps.drafts.models import Draft
from apps.notifications.models import Kind, Notification
from apps.notifications.services import notify
from dtps.db.transactions import run_atomic


def remind_of_drafts() -> int:
    """Tells each person of their drafts that expire within a day, once; answers how many were told of now.

    With drafts that live for less than two days it is the second half of their life.
    """
    now, lifetime = timezone.now(), timedelta(days=settings.DRAFT_LIFETIME_DAYS)
    soon = now + min(timedelta(days=1), lifetime / 2)
    drafts = Draft.objects.live().filter(expires_at__lte=soon, kind__in=KINDS)
    return sum(run_atomic(partial(_remind, key)) for key in list(drafts.values_list("pk", flat=True)))


def _remind(key: UUID) -> bool:
    """Whether the draft needed a reminder: one after its last save is enough, however often this runs."""
    draft = Draft.objects.filter(pk=key).select_related("user").first()
    if draft is None:
        return False
    told = Notification.objects.filter(
        recipient=draft.user,
        kind=Kind.DRAFT_EXPIRING,
        object_kind=draft.kind,
        object_key=draft.key,
        created_at__gte=draft.updated_at,
    )
    if told.exists():
        return False
    with translation.override(draft.user.language), timezone.override(draft.user.zone):
        return _tell(draft)


def _tell(draft: Draft) -> bool:
    name = draft.data.get("name")
    work = Unfinished(
        draft.kind,
        draft.key,
        name if isinstance(name, str) and name else _("Without a name yet"),
        draft.base_version == 0,
        draft.updated_at,
        client_of(draft.kind, draft.data.get("client")),
    )
    until = date_format(timezone.localtime(draft.expires_at), "DATETIME_FORMAT")
    told = notify(
        recipients=[draft.user],
        kind=Kind.DRAFT_EXPIRING,
        title=_("Your draft “%(name)s” is about to expire") % {"name": work.name},
        text=_("It is kept until %(until)s. Open it and save it, or change something to keep it longer.")
        % {"until": until},
        link=work.url,
        about=(draft.kind, draft.key),
    )
    return told == 1
