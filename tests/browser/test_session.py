"""Signed out, signed in again, somebody else at the browser: typing is kept, and only ever its person's."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewDevice, sign_in
from tests.browser.notes import OFFLINE, NotePage
from tests.browser.server import Person, Server
from tests.conftest import PASSWORD

SIGNED_OUT = "You are signed out: safe on this device"


def sign_in_by_hand(page: Page, person: Person) -> None:
    """On the sign-in page."""
    page.goto("/accounts/sign-in/")
    page.locator("[name=email]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def end_session(device: BrowserContext) -> None:
    """As when it has run out."""
    device.clear_cookies(name="session")


def test_a_session_that_ended_keeps_the_typing_and_takes_it_up_again(
    new_device: NewDevice, people: dict[str, Person]
) -> None:
    device = new_device()
    note = NotePage.new(device)
    end_session(device)
    note.type("text", "typed signed out")
    expect(note.status).to_have_text(SIGNED_OUT)
    expect(note.page.get_by_role("link", name="Sign in in a new tab")).to_be_visible()
    with device.expect_page() as opened:
        note.page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_by_hand(opened.value, people["owner"])
    opened.value.close()
    note.page.evaluate("dispatchEvent(new Event('focus'))")
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "typed signed out"


def test_saving_signed_out_keeps_the_page(new_device: NewDevice, people: dict[str, Person]) -> None:
    device = new_device()
    note = NotePage.saved(device)
    end_session(device)
    note.type("text", "typed signed out")
    note.press("Save")
    expect(note.toast("You are signed out. Your typing is safe")).to_be_visible()
    sign_in_by_hand(device.new_page(), people["owner"])
    note.save()
    expect(note.field("text")).to_have_value("typed signed out")


def test_somebody_else_at_the_same_browser_gets_nothing(
    new_device: NewDevice, server: Server, people: dict[str, Person]
) -> None:
    device = new_device()
    note = NotePage.new(device)
    address = note.page.url
    device.set_offline(True)
    note.type("text", "the owner's own words")
    expect(note.status).to_have_text(OFFLINE)
    note.close_unheard()
    device.set_offline(False)

    end_session(device)
    sign_in_by_hand(device.new_page(), people["colleague"])
    theirs = NotePage(device.new_page()).open(address)
    theirs.page.wait_for_timeout(300)
    expect(theirs.restore).to_have_count(0)
    expect(theirs.field("text")).to_have_value("")
    assert theirs.draft() is None

    end_session(device)
    sign_in(device, server, people["owner"])
    note = NotePage(device.new_page()).open(address)
    note.press("Restore")
    expect(note.field("text")).to_have_value("the owner's own words")


def test_a_tab_of_the_one_before_never_sends_as_the_next(
    new_device: NewDevice, server: Server, people: dict[str, Person]
) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", "the owner's")
    note.expect_saved()
    end_session(device)
    sign_in_by_hand(device.new_page(), people["colleague"])
    note.type("text", " own words")
    expect(note.status).to_have_text("Somebody else is signed in: safe on this device")
    note.press("Save")
    expect(note.toast("Somebody else is signed in on this browser")).to_be_visible()
    assert note.draft() is None  # asked with the colleague's session

    end_session(device)
    sign_in(device, server, people["owner"])
    note.page.evaluate("dispatchEvent(new Event('focus'))")
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "the owner's own words"
