"""Keeping, finding and clearing drafts."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.drafts import replies
from apps.drafts.attempts import attempts
from apps.drafts.changes import Changes, Document, diff
from apps.drafts.forms import up_to_date
from apps.drafts.history import answered, may_wait, recorded, remember
from apps.drafts.kinds import Kind
from apps.drafts.merging import Merged
from apps.drafts.models import Draft, expiry
from apps.drafts.work import Work
from apps.stability.metrics import CONFLICTS, DRAFTS_SAVED, MERGES
from apps.stability.problems import ApiProblem

MOST_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class Edit:
    """What a client sends: changes to what it had at `revision` and `version`, or its whole data."""

    save_id: str
    revision: int
    version: int
    changes: Changes | None = None
    data: Document | None = None


def get_draft(user: User, kind: Kind, key: UUID) -> Draft | None:
    """This person's draft. Raises Http404 when the object is not theirs to change."""
    kind.version(user, key)
    draft = Draft.objects.of(user, kind.name, key).live().first()
    if draft:
        draft.data = up_to_date(kind.form, draft.data)
    return draft


def clear_draft(user: User, kind: Kind, key: UUID) -> None:
    """Drops this person's draft, if there is one."""
    Draft.objects.of(user, kind.name, key).delete()


def save_draft(user: User, kind: Kind, key: UUID, edit: Edit) -> dict[str, Any]:
    """Keeps an edit, merged with what was saved meanwhile in the draft and in the object. The API's answer.

    Raises Http404 when the object is not theirs to change, and ApiProblem: 409 `draft_conflict` or
    `draft_stale`, 413 `too_large`, 503 `busy`.
    """
    for _attempt in attempts():
        work = Work(user, kind, key)
        known = answered(work.draft.saves, edit.save_id) if work.draft else None
        answer = replies.saved_before(work, known) if known else _save(work, edit)
        if answer is not None:
            return answer
    detail = _("This draft is being saved from many places at once. Please try again.")
    raise ApiProblem(503, "busy", detail, headers={"Retry-After": "1"})


def _save(work: Work, edit: Edit) -> dict[str, Any] | None:
    """The answer, or None when somebody else wrote in between."""
    if not work.exists and (edit.version or not work.kind.may_create(work.user)):
        raise Http404
    start = work.start(edit.revision, edit.version)
    if start is None:
        raise replies.stale(work)
    changes = diff(start.client, {**start.client, **edit.data}) if edit.data is not None else edit.changes
    merged = start.merge(changes or {})
    if merged.conflicts:
        CONFLICTS.inc()
        raise replies.conflict(work, merged, edit.version)
    draft = work.draft
    news = diff(draft.data if draft else work.saved, merged.data)
    if not news and (draft is None or draft.base_version == work.version):  # nothing to keep
        revision, at = (draft.revision, draft.updated_at) if draft else (0, timezone.now())
        return replies.saved(revision, work.version, replies.iso(at), merged.remote)
    return _write(work, edit.save_id, merged, news)


def _write(work: Work, save_id: str, merged: Merged, news: Changes) -> dict[str, Any] | None:
    """Writes the draft, in which `news` is new, unless its row is no longer as it was read: then None."""
    draft, now = work.draft, timezone.now()
    # One that is cleared and begun again must not answer to the numbers of the old one.
    revision = draft.revision + 1 if draft else int(now.timestamp() * 1000)
    changes = news if draft else None
    save = recorded(save_id, revision, work.version, replies.iso(now), changes, merged.remote)
    saves = remember(draft.saves if draft else [], save)
    values = {
        "size": _size(merged.data, draft.size + save["size"] if draft and save["size"] else None),
        "revision": revision,
        "base_version": work.version,
        "saves": saves,
        "updated_at": now,
        "expires_at": expiry(now),
    }
    if draft is None or work.was_upgraded or not may_wait(saves, draft.data_revision, revision, news):
        values |= {"data": merged.data, "data_revision": revision}
    if not _written(work, values):
        return None
    DRAFTS_SAVED.inc()
    if merged.remote:
        MERGES.inc()
    return replies.saved(revision, work.version, save["at"], merged.remote)


def _written(work: Work, values: dict[str, Any]) -> bool:
    if work.row is not None:
        return Draft.objects.filter(pk=work.row.pk, revision=work.row.revision).update(**values) == 1
    try:
        Draft.objects.create(user=work.user, kind=work.kind.name, key=work.key, **values)
    except IntegrityError:  # another device began it just now
        return False
    return True


def _size(data: Document, at_most: int | None) -> int:
    """An upper bound of the bytes of `data`: counted only where none is known or it has reached the limit."""
    if at_most is not None and at_most <= MOST_BYTES:
        return at_most
    size = len(json.dumps(data, ensure_ascii=False).encode())
    if size > MOST_BYTES:
        sizes = {"limit": MOST_BYTES // 1024}
        raise ApiProblem(413, "too_large", _("This is too large: at most %(limit)d KiB can be kept.") % sizes)
    return size
