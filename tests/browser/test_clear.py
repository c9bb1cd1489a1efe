"""Clear draft asks first, and Undo brings everything back."""

from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import NotePage


def cleared(note: NotePage) -> None:
    """Presses Clear draft, and confirms."""
    note.press("Clear draft")
    note.page.get_by_role("dialog").get_by_role("button", name="Clear draft").click()
    expect(note.toast("The draft is cleared.")).to_be_visible()


def test_clear_draft_and_undo(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device(), text="as saved")
    expect(note.page.get_by_role("button", name="Clear draft")).to_be_hidden()
    note.field("text").fill("drafted")
    note.tick("Blue").check()
    note.row("amount").fill("2 katori")
    note.expect_saved()
    cleared(note)
    expect(note.field("text")).to_have_value("as saved")
    expect(note.tick("Blue")).not_to_be_checked()
    expect(note.row("amount")).to_have_value("")
    assert note.draft() is None
    note.press("Undo")
    expect(note.field("text")).to_have_value("drafted")
    expect(note.tick("Blue")).to_be_checked()
    expect(note.row("amount")).to_have_value("2 katori")
    note.expect_saved()
    assert note.draft()["data"]["text"] == "drafted"


def test_a_new_object_goes_back_to_its_beginning(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.field("title").fill("Drafted")
    note.expect_saved()
    note.reload()
    cleared(note)
    expect(note.field("title")).to_have_value("New note")
    note.press("Undo")
    expect(note.field("title")).to_have_value("Drafted")
    note.expect_saved()


def test_keeping_the_draft_changes_nothing(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.field("text").fill("drafted")
    note.expect_saved()
    note.press("Clear draft")
    note.press("Keep the draft")
    expect(note.field("text")).to_have_value("drafted")
    assert note.draft()


def test_what_has_not_reached_the_server_is_cleared_too(new_device: NewDevice) -> None:
    note = NotePage.saved(new_device(), text="as saved")
    note.field("text").fill("just typed")
    cleared(note)
    expect(note.field("text")).to_have_value("as saved")
    note.page.wait_for_timeout(2500)
    assert note.draft() is None
    note.reload()
    expect(note.field("text")).to_have_value("as saved")
    expect(note.restore).to_have_count(0)


def test_the_other_tab_goes_along(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.saved(device, text="as saved")
    other = note.again(device)
    note.field("text").fill("drafted")
    expect(other.field("text")).to_have_value("drafted")
    cleared(note)
    expect(other.field("text")).to_have_value("as saved")
    note.press("Undo")
    expect(other.field("text")).to_have_value("drafted")


def test_without_a_connection_nothing_is_cleared(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.field("text").fill("drafted")
    note.expect_saved()
    device.set_offline(True)
    note.press("Clear draft")
    note.page.get_by_role("dialog").get_by_role("button", name="Clear draft").click()
    expect(note.toast("cannot be reached")).to_be_visible()
    expect(note.field("text")).to_have_value("drafted")
