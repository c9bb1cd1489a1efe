"""Who else has the same open is seen, and what they save comes into the form that is open here."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import NewDevice


class ClientPage:
    """A tab with the form of a client who is looked after by the owner and the colleague."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)

    @classmethod
    def new(cls, device: BrowserContext) -> "ClientPage":
        """A tab with a client who has just been taken on."""
        page = cls(device.new_page()).open("/clients/create/")
        page.field("name").fill("Meera")
        page.page.get_by_role("checkbox", name="Colleague").check()
        page.save()
        return page.open(f"{page.page.url}edit/")

    def open(self, address: str) -> "ClientPage":
        """Goes there, and waits until autosave runs."""
        self.page.goto(address)
        expect(self.page.locator("[data-autosave-text]")).not_to_have_text("")
        return self

    def again(self, device: BrowserContext) -> "ClientPage":
        """The same form on another device, or in another tab."""
        return ClientPage(device.new_page()).open(self.page.url)

    def field(self, name: str) -> Locator:
        """A control of the form."""
        return self.page.locator(f"form[data-autosave] [name={name}]")

    def save(self) -> None:
        """Presses Save and waits for the client's page."""
        self.page.get_by_role("button", name=re.compile("^Save")).click()
        expect(self.page).to_have_url(re.compile(r"/clients/[0-9a-f-]{36}/$"))

    @property
    def others(self) -> Locator:
        """Who else is here."""
        return self.page.locator("[data-presence-button]")

    def toast(self, words: str) -> Locator:
        """The toast that says so."""
        return self.page.locator(".toast", has_text=words)

    def show(self, visibility: str) -> None:
        """Turns to another tab, or back to this one."""
        self.page.evaluate(
            """(value) => {
                Object.defineProperty(document, "visibilityState", { value, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            visibility,
        )


@pytest.fixture
def mine(new_device: NewDevice) -> ClientPage:
    """The owner's tab."""
    return ClientPage.new(new_device())


@pytest.fixture
def theirs(mine: ClientPage, new_device: NewDevice) -> ClientPage:
    """The colleague's tab; both know of each other."""
    theirs = mine.again(new_device("colleague"))
    expect(mine.others).to_be_visible()
    expect(theirs.others).to_be_visible()
    return theirs


def test_who_is_here_is_shown_by_name_until_they_go(mine: ClientPage, theirs: ClientPage) -> None:
    expect(mine.others).to_have_accessible_name("Colleague is here too")
    expect(theirs.others).to_have_accessible_name("Owner is here too")
    mine.others.click()
    people = mine.page.get_by_role("group", name="Also here").get_by_role("listitem")
    expect(people).to_have_text(re.compile(r"Colleague here since \d\d:\d\d, active"))
    theirs.page.close()
    expect(mine.others).to_be_hidden()
    expect(people).to_be_hidden()
    assert mine.faults == []


def test_coming_and_going_is_read_out(mine: ClientPage, theirs: ClientPage) -> None:
    voice = mine.page.locator("[data-presence-voice]")
    expect(voice).to_have_text("Colleague has this open too.")
    theirs.page.close()
    expect(voice).to_have_text("Colleague has left.")


def test_who_does_not_look_is_idle(mine: ClientPage, theirs: ClientPage) -> None:
    theirs.show("hidden")
    expect(mine.others).to_have_accessible_name("Colleague is here too, idle")
    theirs.show("visible")
    expect(mine.others).to_have_accessible_name("Colleague is here too")


def test_who_does_nothing_for_two_minutes_is_idle(mine: ClientPage, new_device: NewDevice) -> None:
    page = new_device("colleague").new_page()
    page.clock.install()
    ClientPage(page).open(mine.page.url)
    expect(mine.others).to_have_accessible_name("Colleague is here too")
    for _second in range(9):
        page.clock.fast_forward(14_000)
    expect(mine.others).to_have_accessible_name("Colleague is here too, idle")
    page.keyboard.press("Shift")
    expect(mine.others).to_have_accessible_name("Colleague is here too")


def test_ones_own_tabs_are_nobody_else(mine: ClientPage) -> None:
    other = mine.again(mine.page.context)
    expect(other.page.locator("[data-live-state]")).to_have_text("Live")
    for page in (mine, other):
        expect(page.others).to_be_hidden()


def test_offline_nobody_is_claimed_to_be_here(mine: ClientPage, theirs: ClientPage) -> None:
    mine.page.context.set_offline(True)
    expect(mine.others).to_be_hidden()
    expect(theirs.others).to_be_hidden()
    mine.page.context.set_offline(False)
    for page in (mine, theirs):
        expect(page.others).to_be_visible()


def test_what_a_colleague_saves_comes_in(mine: ClientPage, theirs: ClientPage) -> None:
    mine.field("allergy_notes").fill("Half a senten")
    theirs.field("phone").fill("98 7654 3210")
    theirs.save()
    expect(mine.toast("Colleague saved a new version. Their changes are in your form.")).to_be_visible()
    expect(mine.field("phone")).to_have_value("98 7654 3210")
    expect(mine.field("allergy_notes")).to_have_value("Half a senten")
    expect(mine.page.locator("[data-unread-count]")).to_be_visible()
    mine.page.wait_for_timeout(700)  # longer than news waits for its turn
    expect(mine.toast("You have it open")).to_have_count(0)
    assert mine.faults == []


def test_what_was_saved_while_offline_comes_in_afterwards(mine: ClientPage, theirs: ClientPage) -> None:
    mine.page.context.set_offline(True)
    theirs.field("phone").fill("98 7654 3210")
    theirs.save()
    mine.page.context.set_offline(False)
    expect(mine.field("phone")).to_have_value("98 7654 3210")


def test_the_same_place_asks(mine: ClientPage, theirs: ClientPage) -> None:
    mine.field("phone").fill("1")
    theirs.field("phone").fill("2")
    theirs.save()
    clash = mine.page.locator("dialog[data-autosave-clash]")
    expect(clash).to_be_visible()
    clash.get_by_label("From Colleague").check()
    clash.get_by_role("button", name="Keep these").click()
    expect(mine.field("phone")).to_have_value("2")
    expect(mine.toast("Their changes are in your form.")).to_have_count(0)


def test_ones_own_save_in_another_tab_says_nothing(mine: ClientPage, theirs: ClientPage) -> None:
    other = mine.again(mine.page.context)
    other.field("phone").fill("98 7654 3210")
    other.save()
    expect(mine.field("phone")).to_have_value("98 7654 3210")
    expect(theirs.toast("Owner saved a new version.")).to_be_visible()
    expect(mine.toast("saved a new version")).to_have_count(0)


def test_a_new_object_is_open_nowhere_else(mine: ClientPage) -> None:
    page = mine.page.context.new_page()
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    ClientPage(page).open("/clients/create/")
    expect(page.locator("[data-live-state]")).to_have_text("Live")
    assert opened == []
    with page.expect_websocket():
        page.goto(mine.page.url)
