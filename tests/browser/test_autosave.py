"""Typing reaches the server by itself, and the status line says what is true."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import NotePage, lines


def local_copies(page: Page) -> list[Any]:
    """What this browser keeps on its disk, without what was removed."""
    copies: list[Any] = page.evaluate(
        """async () => {
            const { allRecords } = await import("/static/js/device-store.js");
            return (await allRecords()).map(({ copy }) => copy).filter(Boolean);
        }"""
    )
    return copies


def test_typing_is_saved_by_itself(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    expect(note.status).to_have_text("No changes")
    note.type("text", "Poha with peanuts")
    expect(note.status).to_have_text("Saving…")
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "Poha with peanuts"
    assert local_copies(note.page) == []
    note.reload()
    expect(note.field("text")).to_have_value("Poha with peanuts")
    expect(note.restore).to_have_count(0)
    note.expect_saved()


def test_looking_at_a_form_makes_no_draft(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device(), text="One\nTwo", amount="1.50")
    note.page.wait_for_timeout(300)
    assert note.draft() is None
    assert local_copies(note.page) == []


def test_every_sort_of_field_is_saved(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.tick("Is shared").check()
    note.tick("Green").check()
    note.tick("Red").check()
    note.tick("Red").uncheck()
    note.row("name").fill("Dal")
    note.expect_saved()
    data = note.draft()["data"]
    assert (data["is_shared"], data["tags"]) == (True, ["green"])
    assert [row["name"] for row in data["sheet"]["rows"]] == ["Dal"]


def test_half_typed_values_are_kept(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.field("title").fill("")
    note.field("amount").evaluate("input => { input.type = 'text'; }")
    note.type("amount", "12,")
    note.expect_saved()
    data = note.draft()["data"]
    assert (data["title"], data["amount"]) == ("", "12,")


def test_an_unbroken_typist_is_kept_all_along(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.page.route("**/api/drafts/", lambda route: route.abort())
    note.field("text").focus()
    missing = 0
    for number in range(180):
        note.page.keyboard.press("x")
        if number % 30 == 29:
            kept = max((len(copy["changes"]["text"][1]) for copy in local_copies(note.page)), default=0)
            missing = max(missing, number + 1 - kept)
    note.page.wait_for_timeout(300)
    assert missing < 180  # something was there before the typist paused
    assert len(local_copies(note.page)[0]["changes"]["text"][1]) == 180


def test_it_never_says_saved_with_newer_typing_on_its_way(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    held: list[Route] = []
    note.page.route("**/api/drafts/", lambda route: held.append(route))
    note.type("text", "one")
    note.page.wait_for_timeout(2500)
    assert len(held) == 1
    note.type("text", " two")
    with note.page.expect_response("**/api/drafts/"):
        held[0].continue_()
    expect(note.status).to_have_text("Saving…")
    for _ in range(5):
        assert not note.status.inner_text().startswith("Saved")
        note.page.wait_for_timeout(100)
    note.page.unroute("**/api/drafts/")
    note.page.wait_for_timeout(2000)
    for route in held[1:]:
        route.continue_()
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "one two"


def test_what_was_typed_before_the_scripts_ran_counts(new_device: NewDevice) -> None:
    page = new_device().new_page()
    held: list[Route] = []
    page.route("**/js/autosave.js", lambda route: held.append(route))
    note = NotePage(page)
    page.goto("/notes/create/6a0f7f0e-3f3f-4f56-9c3a-1d2b8a0c4e11/", wait_until="commit")
    note.field("text").fill("early")
    held[0].continue_()
    note.expect_saved()
    assert note.draft()["data"]["text"] == "early"


def test_what_cannot_be_stored_does_not_stop_the_rest(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.field("title").evaluate(
        "input => { input.value = 'half \\ud83d'; input.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    note.type("text", lines(40))
    note.look_away()
    expect(note.status).to_contain_text("Cannot save: Title: This text contains half of a character")
    note.type("text", "more")
    with note.page.expect_response("**/api/drafts/"):
        note.look_away()
    expect(note.status).to_contain_text("Cannot save: Title")
    assert note.draft()["data"]["text"] == lines(40) + "more"
    note.field("title").fill("whole")
    note.expect_saved()
    assert note.draft()["data"]["title"] == "whole"
