"""Toasts: one for each text, read out, usable also while a dialog is open."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import NotePage


@pytest.fixture
def note(new_device: NewDevice) -> NotePage:
    """A page with a dialog that can be opened."""
    note = NotePage.new(new_device())
    note.field("text").fill("x")
    note.expect_saved()
    return note


def show(page: Page, text: str, options: str = "{}") -> None:
    """Shows a toast."""
    page.evaluate(
        f"async (text) => {{ (await import('/static/js/toasts.js')).toast(text, {options}); }}", text
    )


def test_one_for_each_text(note: NotePage) -> None:
    for text in ("Copied.", "Moved.", "Copied."):
        show(note.page, text)
    expect(note.page.locator(".toast p")).to_have_text(["Moved.", "Copied."])


def test_errors_are_alerts_and_stay_until_closed(note: NotePage) -> None:
    show(note.page, "It failed.", "{tone: 'danger'}")
    expect(note.page.get_by_role("alert").filter(has_text="It failed.")).to_be_visible()
    note.page.clock.install()
    show(note.page, "It worked.")
    note.page.clock.fast_forward(60_000)
    expect(note.toast("It worked.")).to_have_count(0)
    note.toast("It failed.").get_by_role("button", name="Close").click()
    expect(note.toast("It failed.")).to_have_count(0)


def test_its_buttons_work_inside_an_open_dialog(note: NotePage) -> None:
    show(note.page, "Before.")
    note.press("Clear draft")
    show(note.page, "Meanwhile.", "{actions: [{label: 'Act', run: () => { document.title = 'Acted'; }}]}")
    note.toast("Meanwhile.").get_by_role("button", name="Act").click()
    expect(note.page).to_have_title("Acted")
    note.press("Keep the draft")
    note.toast("Before.").get_by_role("button", name="Close").click()
    expect(note.page.locator(".toast")).to_have_count(0)


def test_the_servers_messages_are_toasts(note: NotePage) -> None:
    note.row("name").fill("Dal")
    note.save()
    expect(note.toast("Saved.")).to_be_visible()
    expect(note.page.locator("[data-messages]")).to_have_count(0)
