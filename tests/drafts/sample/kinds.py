"""The gates of notes: their author changes them, and whoever they are shared with; counsellors write none."""

from typing import Any
from uuid import UUID

from django.http import Http404

from apps.accounts.models import Role, User
from apps.drafts.kinds import Kind
from tests.drafts.sample.forms import NoteForm
from tests.drafts.sample.models import Note


def find(user: User, key: UUID) -> Note | None:
    note = Note.objects.filter(pk=key).first()
    if note and not (note.is_shared or note.created_by == user):
        raise Http404
    return note


def find_version(user: User, key: UUID) -> int | None:
    row = Note.objects.filter(pk=key).values_list("version", "is_shared", "created_by_id").first()
    if row is None:
        return None
    version, is_shared, created_by = row
    if not (is_shared or created_by == user.pk):
        raise Http404
    return int(version)


def may_create(user: User) -> bool:
    return user.role != Role.COUNSELLOR


def blank(key: UUID) -> dict[str, Any]:
    return {
        "title": "New note",
        "sheet": {"rows": [{"id": f"r-{key.hex[:8]}", "position": "n", "name": "", "amount": ""}]},
    }


NOTE = Kind("note", NoteForm, find, may_create, blank, find_version)
