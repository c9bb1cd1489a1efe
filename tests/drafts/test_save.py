"""The page that edits an object: filled, saved, and with nothing lost when it cannot be saved."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.drafts.models import Draft, Revision
from tests.conftest import signed_in
from tests.drafts.devices import FIELDS, Device, data_of, row, save_note
from tests.drafts.pages import FORM, Page, sheet, toast
from tests.drafts.sample.models import Note, Reader

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]


# --- Opening


def test_the_form_of_an_object(owner: User, note: Note) -> None:
    context = Page(owner, note.pk).open().context
    assert context["autosave"] == {
        "kind": "note",
        "id": str(note.pk),
        "user": str(owner.pk),
        "url": "/api/drafts/",
        "revision": 0,
        "version": 1,
        "data": FIELDS,
        "draftSavedAt": None,
        "isNew": False,
    }
    assert (context["record"], context["draft"], context["conflicts"]) == (note, None, [])


def test_the_form_of_a_draft(page: Page, device: Device) -> None:
    answer = device.type(title=["Week", "Month"], amount=["", "1."])
    response = page.open()
    context = response.context
    assert context["autosave"]["data"] == {**FIELDS, "title": "Month", "amount": "1."}
    assert context["autosave"]["revision"] == answer["revision"]
    assert context["autosave"]["draftSavedAt"] == answer["lastSaved"]
    assert context["draft"].data["title"] == "Month"
    assert b'value="Month"' in response.content
    assert b'value="1."' in response.content


def test_a_draft_that_holds_nothing_is_not_offered(page: Page, device: Device) -> None:
    device.type(title=["Week", "Month"])
    device.type(title=["Month", "Week"])
    context = page.open().context
    assert context["draft"] is None
    assert context["autosave"]["revision"] == device.revision


def test_the_form_of_a_new_object(owner: User) -> None:
    context = Page(owner, uuid4(), "create").open().context
    assert context["record"] is None
    autosave = context["autosave"]
    assert (autosave["isNew"], autosave["version"], autosave["data"]["title"]) == (True, 0, "New note")


def test_a_new_object_is_the_same_on_every_visit(owner: User) -> None:
    page = Page(owner, uuid4(), "create")
    assert page.open().context["autosave"]["data"] == page.open().context["autosave"]["data"]


def test_the_edit_page_of_what_does_not_exist(owner: User) -> None:
    assert signed_in(owner).get(reverse("sample:edit", args=[uuid4()])).status_code == 404


def test_the_page_of_what_is_not_theirs(owner: User, stranger: User) -> None:
    secret = save_note(owner, is_shared=False)
    for name in ("edit", "create"):
        url = reverse(f"sample:{name}", args=[secret.pk])
        assert signed_in(stranger).get(url).status_code == 404
        assert signed_in(stranger).post(url, FORM).status_code == 404
    assert data_of(secret)["title"] == "Week"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_new_object_by_somebody_who_may_not_make_one(counsellor: User, method: str) -> None:
    send = getattr(signed_in(counsellor), method)
    assert send(reverse("sample:create", args=[uuid4()]), FORM).status_code == 404
    assert Note.objects.count() == 0


# --- Saving


def test_save(page: Page, note: Note, owner: User) -> None:
    response = page.save(title="Month", text="a\r\nb", amount="2.5", tags=["blue", "red"])
    assert toast(response) == "Saved."
    assert response.url == note.get_absolute_url()
    saved = Note.objects.get()
    assert (saved.title, saved.text, saved.tags) == ("Month", "a\nb", ["red", "blue"])
    assert saved.amount == Decimal("2.5")
    assert (saved.version, saved.updated_by, saved.created_by) == (2, owner, owner)


def test_each_save_writes_what_when_and_who(page: Page, owner: User, note: Note) -> None:
    page.save(title="Month", amount="2.50")
    revision = Revision.objects.get(version=2)
    assert (revision.kind, revision.key, revision.by) == ("note", note.pk, owner)
    assert revision.data == data_of(note) == {**FIELDS, "title": "Month", "amount": "2.50"}
    assert revision.at == Note.objects.get().updated_at


def test_a_save_writes_what_follows_and_what_hangs_on_it(page: Page) -> None:
    page.save(sheet=sheet(row("a", "Dal", "g")), tags=["green", "blue"])
    assert Note.objects.get().rows == 1
    assert set(Reader.objects.values_list("tag", flat=True)) == {"green", "blue"}


def test_a_save_leaves_alone_what_is_not_in_the_form(page: Page, note: Note) -> None:
    Note.objects.filter(pk=note.pk).update(is_archived=True)
    page.save(title="Month")
    assert Note.objects.get().is_archived


def test_the_draft_goes_with_the_save(page: Page, device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    page.open()
    response = page.save(title="Month")
    [message] = get_messages(response.wsgi_request)
    assert f"draft-saved:note:{note.pk}" in message.tags.split()
    assert Draft.objects.count() == 0


def test_a_save_of_nothing_new_makes_no_version(page: Page) -> None:
    assert toast(page.save()) == "Saved."
    assert Note.objects.get().version == 1
    assert Revision.objects.count() == 1


def test_a_new_object(owner: User) -> None:
    key = uuid4()
    page = Page(owner, key, "create")
    page.open()
    assert toast(page.save()) == "Saved."
    note = Note.objects.get()
    assert (note.pk, note.version, note.created_by, note.updated_by) == (key, 1, owner, owner)


def test_a_form_submitted_twice_is_saved_once(owner: User) -> None:
    page = Page(owner, uuid4(), "create")
    page.open()
    assert toast(page.save(title="Plan")) == "Saved."
    assert toast(page.save(title="Plan")) == "Saved."
    assert (Note.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_save_without_a_page_of_ours(owner: User) -> None:
    """A form that says nothing of where it started from is one from nothing."""
    response = signed_in(owner).post(reverse("sample:create", args=[uuid4()]), FORM)
    assert toast(response) == "Saved."


# --- Not valid


def test_an_invalid_form_comes_back_whole(page: Page, note: Note) -> None:
    response = page.save(title="", amount="1.", text="a\r\nb", tags=["blue", "cake"])
    assert response.status_code == 422
    form = response.context["form"]
    assert set(form.errors) == {"title", "tags"}
    assert form["amount"].value() == "1."
    assert form["text"].value() == "a\nb"
    assert data_of(note) == FIELDS


def test_an_invalid_form_keeps_the_draft(page: Page, device: Device) -> None:
    device.type(title=["Week", "Month"])
    page.open()
    response = page.save(title="")
    assert device.data()["title"] == "Month"
    assert response.context["autosave"]["data"]["title"] == "Month"
    assert response.context["autosave"]["revision"] == device.revision


@pytest.mark.parametrize("broken", ["{", '{"rows": [NaN', "[" * 300 + "]" * 300])
def test_a_document_that_is_broken(page: Page, note: Note, broken: str) -> None:
    response = page.save(sheet=broken)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"sheet"}
    assert data_of(note) == FIELDS


# --- Drafts of other devices, and deletion


def test_what_another_device_typed_is_saved_with_it(page: Page, phone: Device, note: Note) -> None:
    phone.type(text=["", "from the phone"])
    toast(page.save(title="Month"))
    assert data_of(note) == {**FIELDS, "title": "Month", "text": "from the phone"}


def test_what_another_device_typed_in_the_same_place_asks(page: Page, phone: Device, note: Note) -> None:
    phone.type(title=["Week", "From the phone"])
    response = page.save(title="Month")
    assert response.status_code == 409
    assert response.context["conflicts"][0]["by"] == "you, in another window or on another device"
    assert phone.data()["title"] == "From the phone"


def test_what_another_device_typed_while_saving_is_kept(
    page: Page, phone: Device, note: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone.type(text=["", "a"])
    page.open()
    monkeypatch.setattr(
        "apps.drafts.saving.savers", lambda *_: phone.type(text=["a", "ab"]) and []
    )  # just before the draft goes
    toast(page.save(title="Month", text="a"))
    assert phone.data()["text"] == "ab"


def test_a_save_on_its_way_is_no_conflict_with_oneself(page: Page, device: Device, note: Note) -> None:
    """The form knows of no draft; its own autosave of an older state has arrived all the same."""
    device.post(saveId="mine", changes={"title": ["Week", "Mon"]})
    again = device.post(saveId="mine-too", changes={"title": ["Mon", "Mont"]})
    assert again.status_code == 200
    page.hidden["revision"] = device.revision - 1
    assert page.save(title="Month").status_code == 409
    toast(page.save(title="Month", **{"save-id": "mine-too"}))
    assert data_of(note)["title"] == "Month"


def test_deleted_meanwhile(page: Page, note: Note) -> None:
    Note.objects.all().delete()
    response = page.save(title="Month")
    assert response.status_code == 409
    assert "deleted meanwhile" in str(response.context["form"].non_field_errors())
    assert response.context["form"]["title"].value() == "Month"
    page.keep(response)
    toast(page.save(title="Month"))
    assert (Note.objects.get().title, Note.objects.get().version) == ("Month", 2)


def test_deleted_meanwhile_with_a_draft(page: Page, device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    Note.objects.all().delete()
    response = page.open()
    assert response.context["form"]["title"].value() == "Month"
    response = page.save(title="Month")
    assert response.status_code == 409
    page.keep(response)
    toast(page.save(title="Month"))
    assert Note.objects.get().title == "Month"
    assert Draft.objects.count() == 0


def test_signed_out(note: Note) -> None:
    response = Browser().post(reverse("sample:edit", args=[note.pk]), FORM)
    assert response.status_code == 302
    assert "sign-in" in response["Location"]
