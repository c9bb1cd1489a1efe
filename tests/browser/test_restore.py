"""What was left behind on this device is offered, never forced and never destroyed by not choosing."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import OFFLINE, NotePage


@pytest.fixture
def device(new_device: NewDevice) -> BrowserContext:
    """One device, signed in."""
    return new_device()


def left_behind(device: BrowserContext, text: str = "left behind") -> NotePage:
    """A saved note, opened again after `text` was typed offline and the tab closed."""
    note = NotePage.saved(device)
    device.set_offline(True)
    note.field("text").fill(text)
    expect(note.status).to_have_text(OFFLINE)
    note.close_unheard()
    device.set_offline(False)
    return note.again(device)


def test_discarding_can_be_undone(device: BrowserContext) -> None:
    note = left_behind(device)
    note.press("Discard")
    expect(note.restore).to_have_count(0)
    note.press("Undo")
    expect(note.restore).to_be_visible()
    note.press("Restore")
    expect(note.field("text")).to_have_value("left behind")


def test_discarded_typing_does_not_come_back(device: BrowserContext) -> None:
    note = left_behind(device)
    note.press("Discard")
    note.page.wait_for_timeout(300)
    note.reload()
    note.page.wait_for_timeout(300)
    expect(note.restore).to_have_count(0)
    expect(note.field("text")).to_have_value("")


def test_typing_before_choosing_destroys_nothing(device: BrowserContext) -> None:
    note = left_behind(device)
    expect(note.restore).to_be_visible()
    note.row("amount").fill("2 katori")
    note.expect_saved()
    note.reload()
    note.press("Restore")
    expect(note.field("text")).to_have_value("left behind")
    expect(note.row("amount")).to_have_value("2 katori")
    note.expect_saved(by_itself=True)


def test_typing_into_the_same_place_first_asks(device: BrowserContext) -> None:
    note = left_behind(device)
    note.field("text").fill("typed since")
    note.press("Restore")
    row = note.clashes.get_by_role("group", name="Text")
    expect(row).to_contain_text("left behind")
    expect(row).to_contain_text("typed since")
    note.press("Keep these")
    expect(note.field("text")).to_have_value("left behind")
    note.expect_saved()
    assert note.draft()["data"]["text"] == "left behind"


def test_a_new_object_is_found_again_from_the_page_for_new_ones(device: BrowserContext) -> None:
    note = NotePage.new(device)
    address = note.page.url
    device.set_offline(True)
    note.field("text").fill("unfinished")
    expect(note.status).to_have_text(OFFLINE)
    note.close_unheard()
    device.set_offline(False)
    another = NotePage.new(device)
    another.page.get_by_role("link", name="without a name").click()
    expect(another.page).to_have_url(address)
    another.press("Restore")
    expect(another.field("text")).to_have_value("unfinished")
    another.expect_saved()


def test_copies_are_dropped_after_seven_days(device: BrowserContext) -> None:
    note = left_behind(device)
    expect(note.restore).to_be_visible()
    note.page.clock.install()
    note.page.clock.fast_forward(169 * 60 * 60 * 1000)
    note.reload()
    note.page.wait_for_timeout(300)
    expect(note.restore).to_have_count(0)


def test_a_page_that_is_left_at_once_keeps_the_last_key(device: BrowserContext) -> None:
    note = NotePage.saved(device)
    address = note.page.url
    note.page.evaluate("() => { fetch = () => Promise.reject(new TypeError()); }")
    note.field("text").fill("gone in the same moment")
    note.page.goto("/")
    note.open(address)
    note.press("Restore")
    expect(note.field("text")).to_have_value("gone in the same moment")
