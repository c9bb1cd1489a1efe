"""Changing some columns of a saved record as one more saved version, without its form or anybody's draft.

For changes that a page makes at one stroke: targets that were worked out, a holiday put into a plan. A draft
of the same record meets the change as it meets a colleague's Save.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from apps.accounts.models import User
from apps.drafts.forms import form_data
from apps.drafts.kinds import Kind, Saved
from apps.drafts.models import Revision, VersionedRecord
from apps.drafts.work import Work
from dtps.db.transactions import run_atomic


class _Moved(Exception):
    """Somebody else saved since."""


def amend_record(
    user: User, kind: Kind, key: UUID, *, version: int, columns: dict[str, Any]
) -> VersionedRecord | None:
    """Writes `columns` on top of `version`, with a Revision, and tells whom a Save tells.

    The values are checked by whoever calls. None when `version` is not the present one (any more); raises
    Http404 when the record is not theirs to change.
    """
    work = Work(user, kind, key)
    record = work.record
    if record is None:
        raise Http404
    if work.version != version:
        return None
    try:
        return run_atomic(lambda: _write(work, record, columns))
    except _Moved:
        return None


def _write(work: Work, old: VersionedRecord, columns: dict[str, Any]) -> VersionedRecord:
    now, before = timezone.now(), work.saved
    records = type(old)._base_manager.filter(pk=work.key)
    revisions = Revision.objects.filter(kind=work.kind.name, key=work.key)
    if not revisions.filter(version=work.version).exists():
        Revision.objects.create(
            kind=work.kind.name, key=work.key, version=work.version, data=before,
            by_id=old.updated_by_id, at=old.updated_at,
        )  # fmt: skip
    stamp = {"version": work.version + 1, "updated_by_id": work.user.pk, "updated_at": now}
    if not records.filter(version=work.version).update(**columns, **stamp):
        raise _Moved
    record = records.get()
    data = form_data(work.kind.form(instance=record, user=work.user))
    Revision.objects.create(
        kind=work.kind.name, key=work.key, version=record.version, data=data, by=work.user, at=now
    )
    if work.kind.saved:
        work.kind.saved(Saved(work.kind.name, record, work.user, before, data))
    return record
