"""A form that has got another field since: drafts and versions of before go on working."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.drafts.models import Draft, Revision
from tests.drafts.devices import FIELDS, Device, data_of, save_note
from tests.drafts.pages import Page, toast
from tests.drafts.sample.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]


def forget_text(rows: Any) -> None:
    """Makes drafts or revisions look as if they were written before there was the field `text`."""
    for row in rows:
        row.data.pop("text")
        row.save(update_fields=["data"])


def test_an_older_draft_takes_the_new_field(device: Device) -> None:
    device.type(title=["Week", "Month"])
    forget_text(Draft.objects.all())
    device.type(text=["", "a"])
    assert device.data() == {**FIELDS, "title": "Month", "text": "a"}


def test_an_older_draft_fills_the_form_with_the_new_field(owner: User, device: Device, note: Note) -> None:
    save_note(owner, note.pk, text="saved")
    device.version = 2
    device.type(title=["Week", "Month"])
    forget_text(Draft.objects.all())
    page = Page(owner, note.pk)
    context = page.open().context
    assert context["autosave"]["data"] == {**FIELDS, "title": "Month", "text": "saved"}
    toast(page.save(title="Month", text="saved"))
    assert data_of(note)["text"] == "saved"


def test_an_older_version_is_no_change_of_the_new_field(device: Device, note: Note, colleague: User) -> None:
    device.type(text=["", "mine"])
    forget_text(Revision.objects.all())
    save_note(colleague, note.pk, title="Year")
    assert device.type()["remote"] == {"title": "Year"}
    assert device.data()["text"] == "mine"
