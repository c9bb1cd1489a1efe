"""Drafts and versions in Django admin: readable, findable, not changeable; lists read no bodies."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.drafts.models import Draft, Revision
from tests.conftest import signed_in
from tests.drafts.devices import Device, save_note
from tests.drafts.sample.models import Note

pytestmark = pytest.mark.django_db

DRAFTS = "/admin/drafts/draft/"
REVISIONS = "/admin/drafts/revision/"


@pytest.fixture
def admin(admin_user: User) -> Browser:
    """The admin's browser."""
    return signed_in(admin_user)


def shown(response: Any) -> list[Any]:
    return [row.key for row in response.context["cl"].result_list]


def test_drafts_are_listed(admin: Browser, device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    response = admin.get(DRAFTS)
    assert shown(response) == [note.pk]
    assert b"Owner" in response.content


def test_a_draft_can_be_read(admin: Browser, device: Device) -> None:
    device.type(title=["Week", "\u092a\u094b\u0939\u093e <b>"])
    page = admin.get(f"{DRAFTS}{Draft.objects.get().pk}/change/").content.decode()
    assert "\u092a\u094b\u0939\u093e &lt;b&gt;" in page
    assert 'name="_save"' not in page


def test_a_draft_can_be_deleted_but_not_changed_or_made(admin: Browser, device: Device) -> None:
    device.type(title=["Week", "Month"])
    draft = Draft.objects.get()
    assert admin.post(f"{DRAFTS}{draft.pk}/change/", {"kind": "x"}).status_code == 403
    assert admin.get(f"{DRAFTS}add/").status_code == 403
    admin.post(f"{DRAFTS}{draft.pk}/delete/", {"post": "yes"})
    assert Draft.objects.count() == 0


def test_a_version_can_be_read_and_nothing_else(admin: Browser, note: Note) -> None:
    revision = Revision.objects.get()
    assert b"Week" in admin.get(f"{REVISIONS}{revision.pk}/change/").content
    assert admin.post(f"{REVISIONS}{revision.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.post(f"{REVISIONS}{revision.pk}/change/", {"version": "7"}).status_code == 403


@pytest.mark.parametrize("word", ["owner", "Owner", "owner@practice.test"])
def test_finding_by_person(admin: Browser, note: Note, colleague: User, word: str) -> None:
    save_note(colleague)
    assert shown(admin.get(REVISIONS, {"q": word})) == [note.pk]


def test_finding_by_object(admin: Browser, note: Note, colleague: User) -> None:
    save_note(colleague)
    assert shown(admin.get(REVISIONS, {"q": f" {note.pk} "})) == [note.pk]
    assert shown(admin.get(REVISIONS, {"q": str(uuid4())})) == []


@pytest.mark.parametrize("address", [DRAFTS, REVISIONS])
def test_lists_take_as_many_queries_for_many_rows_and_read_no_bodies(
    admin: Browser, owner: User, address: str
) -> None:
    def listed() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin.get(address)
        assert not any('"data"' in query["sql"] for query in queries)
        return len(queries)

    counts = []
    for _round in range(2):
        for _number in range(3):
            note = save_note(owner)
            Device(owner, note.pk, 1).type(title=["Week", "Month"])
        counts.append(listed())
    assert counts[0] == counts[1]


def test_only_admins(owner: User, note: Note) -> None:
    assert signed_in(owner).get(DRAFTS).status_code == 302
