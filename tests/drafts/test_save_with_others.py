"""Saving what somebody else saved meanwhile: merged where it can be, asked about where it clashes."""

import pytest

from apps.accounts.models import User
from apps.drafts.models import Revision
from tests.drafts.devices import FIELDS, data_of, row, save_note
from tests.drafts.pages import FORM, Page, sheet, toast
from tests.drafts.sample.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]


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


def test_the_places_come_in_the_order_of_the_form(page: Page, note: Note, colleague: User) -> None:
    save_note(colleague, note.pk, title="Year", amount="1.00", text="theirs")
    conflicts = page.save(title="Month", amount="2", text="mine").context["conflicts"]
    assert [conflict["path"] for conflict in conflicts] == ["title", "text", "amount"]
    assert [conflict["name"] for conflict in conflicts] == ["resolve:0", "resolve:1", "resolve:2"]


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
