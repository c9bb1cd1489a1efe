"""Drafts are kept seven days after the last change; an expired one is absent, purged or not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.drafts.models import Draft
from tests.drafts.devices import FIELDS, Device
from tests.drafts.pages import Page
from tests.drafts.sample.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]


def let_expire() -> None:
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_seven_days_unless_the_setting_says_otherwise(device: Device, settings: object) -> None:
    device.type(title=["Week", "Month"])
    draft = Draft.objects.get()
    assert draft.expires_at - draft.updated_at == timedelta(days=7)
    settings.DRAFT_LIFETIME_DAYS = 30  # type: ignore[attr-defined]
    device.type(title=["Month", "Year"])
    draft = Draft.objects.get()
    assert draft.expires_at - draft.updated_at == timedelta(days=30)


def test_each_save_keeps_it_longer(device: Device) -> None:
    device.type(title=["Week", "Month"])
    before = Draft.objects.get().expires_at
    device.type(title=["Month", "Year"])
    assert Draft.objects.get().expires_at > before


def test_an_expired_draft_is_absent(device: Device) -> None:
    device.type(title=["Week", "Month"])
    let_expire()
    assert device.draft() is None


def test_an_expired_draft_does_not_fill_the_form(device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    let_expire()
    assert note.created_by is not None
    context = Page(note.created_by, note.pk).open().context
    assert (context["draft"], context["autosave"]["revision"]) == (None, 0)
    assert context["autosave"]["data"] == FIELDS


def test_an_expired_draft_is_not_merged_into_a_save(device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    assert note.created_by is not None
    page = Page(note.created_by, note.pk)
    page.open()
    let_expire()
    assert page.save(title="Year").status_code == 302
    assert Note.objects.get().title == "Year"


def test_a_page_open_longer_than_its_draft_goes_on(device: Device) -> None:
    device.type(title=["Week", "Month"])
    let_expire()
    body = device.post(changes={"text": ["", "a"]}).json()
    assert (body["code"], body["revision"], body["version"]) == ("draft_stale", 0, 1)
    device.adopt(body)
    device.type(title=["Week", "Month"], text=["", "a"])
    assert device.data()["title"] == "Month"
    assert Draft.objects.count() == 1


def test_purge_drafts(device: Device, phone: Device, capsys: pytest.CaptureFixture[str]) -> None:
    device.type(title=["Week", "Month"])
    call_command("purge_drafts")
    assert Draft.objects.count() == 1
    let_expire()
    call_command("purge_drafts")
    assert Draft.objects.count() == 0
    assert capsys.readouterr().out == "Deleted 0 expired drafts.\nDeleted 1 expired drafts.\n"


def test_purging_while_somebody_saves_loses_nothing(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    device.type(title=["Week", "Month"])
    let_expire()
    device.revision = 0
    purge_once = iter([lambda: call_command("purge_drafts", stdout=None), lambda: None])
    from apps.drafts import services

    write = services._written
    monkeypatch.setattr(services, "_written", lambda *args: (next(purge_once)(), write(*args))[1])
    device.type(title=["Week", "Month"])
    assert device.data()["title"] == "Month"
