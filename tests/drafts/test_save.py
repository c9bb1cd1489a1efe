"""The page that edits an object: filled, saved, merged, and with nothing lost when it cannot be saved."""

import json
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser
from django.urls import reverse

from apps.accounts.models import User
from apps.drafts.models import Draft, Revision
from tests.conftest import signed_in
from tests.drafts.devices import FIELDS, Device, data_of, row, save_note
from tests.drafts.sample.models import Note, Reader

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]

FORM: dict[str, Any] = {
    "title": "Week",
    "text": "",
    "amount": "",
    "is_shared": "on",
    "tags": ["red"],
    "sheet": json.dumps(FIELDS["sheet"]),
}


def sheet(*rows: dict[str, str]) -> str:
    return json.dumps({"rows": rows})


class Page:
    """The edit page of one note in somebody's browser, as a form without JavaScript."""

    def __init__(self, user: User, key: UUID, name: str = "edit") -> None:
        self.browser, self.url = signed_in(user), reverse(f"sample:{name}", args=[key])

    def open(self) -> Any:
        """The response; its hidden fields are kept for `save`."""
        response = self.browser.get(self.url)
        self.keep(response)
        return response

    def keep(self, response: Any) -> None:
        autosave = response.context["autosave"]
        self.hidden = {"version": autosave["version"], "revision": autosave["revision"]}

    def save(self, **fields: Any) -> Any:
        """The response to the form with `fields`."""
        return self.browser.post(self.url, {**FORM, **self.hidden, **fields})


@pytest.fixture
def page(owner: User, note: Note) -> Page:
    """The owner's page of the note, opened."""
    opened = Page(owner, note.pk)
    opened.open()
    return opened


def toast(response: Any) -> str:
    """What the last message says after a Save, which must have succeeded."""
    assert response.status_code == 302, response.context["form"].errors
    return str(list(get_messages(response.wsgi_request))[-1])


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


# --- Somebody else saved meanwhile


def test_different_places_merge(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, text="theirs")
    response = page.save(title="Month")
    assert toast(response) == "Saved, together with what was saved meanwhile by Colleague."
    assert data_of(note) == {**FIELDS, "title": "Month", "text": "theirs"}
    assert Note.objects.get().version == 3


def test_different_rows_merge(page: Page, note: Note, colleague: User) -> None:
    a, b = row("a", "Dal", "g"), row("b", "Rice", "n")
    save_note(colleague, note.pk, sheet={"rows": [row("a", "Dal", "g", "5"), b]})
    page.save(sheet=sheet(a, row("b", "Rice", "n", "3"), row("c", "Roti", "t")))
    assert data_of(note)["sheet"]["rows"] == [
        row("a", "Dal", "g", "5"),
        row("b", "Rice", "n", "3"),
        row("c", "Roti", "t"),
    ]


def test_several_people_are_named_once_each(
    page: Page, note: Note, colleague: User, admin_user: User
) -> None:
    for person, text in [(colleague, "a"), (admin_user, "b"), (colleague, "c")]:
        save_note(person, note.pk, text=text)
    response = page.save(title="Month")
    assert toast(response) == "Saved, together with what was saved meanwhile by Colleague and Admin."


def test_the_same_place_asks(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, title="Year", text="theirs")
    response = page.save(title="Month", tags=["blue"])
    assert response.status_code == 409
    [conflict] = response.context["conflicts"]
    at = conflict.pop("at")
    assert conflict == {
        "path": "title",
        "label": "Title",
        "mine": "Month",
        "theirs": "Year",
        "by": "Colleague",
        "name": "resolve:0",
        "hidden": "conflict:0",
        "asked": '["title", "Year"]',
    }
    assert at == Revision.objects.get(version=2).at
    assert data_of(note)["title"] == "Year"


def test_the_question_loses_nothing(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, title="Year", text="theirs")
    response = page.save(title="Month", tags=["blue"])
    form = response.context["form"]
    assert [form[name].value() for name in ("title", "text", "tags")] == ["Month", "theirs", ["blue"]]
    assert b'name="resolve:0"' in response.content


@pytest.mark.parametrize(("choice", "title"), [("mine", "Month"), ("theirs", "Year")])
def test_a_choice_without_javascript(
    page: Page, note: Note, colleague: User, choice: str, title: str
) -> None:
    save_note(colleague, note.pk, title="Year")
    response = page.save(title="Month", text="a")
    page.keep(response)
    asked = response.context["conflicts"][0]
    fields = {asked["hidden"]: asked["asked"], asked["name"]: choice}
    assert "Colleague" in toast(page.save(title="Month", text="a", **fields))
    assert (data_of(note)["title"], data_of(note)["text"]) == (title, "a")


def test_no_choice_asks_again(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, title="Year")
    response = page.save(title="Month")
    page.keep(response)
    asked = response.context["conflicts"][0]
    again = page.save(title="Month", **{asked["hidden"]: asked["asked"]})
    assert again.status_code == 409
    assert again.context["conflicts"][0]["theirs"] == "Year"


def test_a_choice_between_values_that_have_changed_asks_again(
    page: Page, note: Note, colleague: User
) -> None:
    save_note(colleague, note.pk, title="Year")
    response = page.save(title="Month")
    page.keep(response)
    asked = response.context["conflicts"][0]
    save_note(colleague, note.pk, title="Decade")
    again = page.save(title="Month", **{asked["hidden"]: asked["asked"], asked["name"]: "mine"})
    assert again.status_code == 409
    assert again.context["conflicts"][0]["theirs"] == "Decade"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_choice_about_a_row_that_was_removed(page: Page, note: Note, colleague: User, choice: str) -> None:
    b, edited = row("b", "Rice", "n"), row("a", "Dal", "g", "7")
    save_note(colleague, note.pk, sheet={"rows": [b]})
    response = page.save(sheet=sheet(edited, b))
    page.keep(response)
    [asked] = response.context["conflicts"]
    assert (asked["label"], asked["theirs"]) == ("Sheet: row Dal", "(not there)")
    toast(page.save(sheet=sheet(edited, b), **{asked["hidden"]: asked["asked"], asked["name"]: choice}))
    assert data_of(note)["sheet"]["rows"] == ([edited, b] if choice == "mine" else [b])


@pytest.mark.parametrize("asked", ["", "{", "7", "[]", '["title"]', "[1, 2, 3]", '[["title"], 1]', "null"])
def test_choices_that_no_page_of_ours_wrote(page: Page, note: Note, colleague: User, asked: str) -> None:
    save_note(colleague, note.pk, title="Year")
    response = page.save(title="Month", **{"conflict:0": asked, "resolve:0": "mine"})
    assert response.status_code == 409


def test_a_change_that_no_save_made_is_not_undone(page: Page, note: Note) -> None:
    Note.objects.filter(pk=note.pk).update(title="Fixed by hand")
    toast(page.save(text="a"))
    assert (data_of(note)["title"], data_of(note)["text"]) == ("Fixed by hand", "a")


def test_a_record_that_no_save_made(owner: User, colleague: User) -> None:
    """A seed, a copy: the state before its first Save is written down with that."""
    note = Note.objects.create(title="Seed", is_shared=True, created_by=owner, sheet={"rows": []})
    page = Page(owner, note.pk)
    page.open()
    save_note(colleague, note.pk, text="theirs")
    toast(page.save(title="Month", tags=[], is_shared="on", sheet=sheet()))
    assert (data_of(note)["title"], data_of(note)["text"]) == ("Month", "theirs")
    assert list(Revision.objects.order_by("version").values_list("version", flat=True)) == [0, 1, 2]


def test_a_version_that_nobody_remembers(page: Page, note: Note) -> None:
    page.hidden["version"] = 9
    response = page.save(title="Month")
    assert response.status_code == 409
    assert [conflict["path"] for conflict in response.context["conflicts"]] == ["title"]


def test_an_older_page_does_not_empty_a_field_it_does_not_have(page: Page, note: Note) -> None:
    save_note(note.created_by, note.pk, text="kept")  # type: ignore[arg-type]
    page.open()
    form = {name: value for name, value in FORM.items() if name != "text"}
    response = page.browser.post(page.url, {**form, **page.hidden, "title": "Month"})
    assert toast(response) == "Saved."
    assert data_of(note)["text"] == "kept"


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
