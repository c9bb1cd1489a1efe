"""Signed out, signed in again in place, somebody else here: typing is kept, and only ever its person's."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import NewDevice, sign_in
from tests.browser.notes import OFFLINE, NotePage
from tests.browser.server import Person, Server
from tests.conftest import PASSWORD

SIGNED_OUT = "You are signed out: safe on this device"
PING = "**/api/session/ping/"


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


def travelling(new_device: NewDevice, people: dict[str, Person]) -> BrowserContext:
    """A device of the traveller with a session of its own, which a test may end for good."""
    device = new_device("traveller")
    end_session(device)
    page = device.new_page()
    sign_in_by_hand(page, people["traveller"])
    page.close()
    return device


def dialog(page: Page, title: str = "Your session has ended") -> Locator:
    """The dialog over the page."""
    return page.get_by_role("dialog", name=title)


def sign_in_here(page: Page, password: str = PASSWORD) -> None:
    """In the dialog, by keyboard alone: the focus is where it belongs."""
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def look_at(page: Page) -> None:
    """Turns to this tab, half a minute after it was looked at last."""
    page.evaluate(
        """() => {
            const now = Date.now;
            Date.now = () => now() + 30_000;
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )


# --- The session has ended


def test_the_waiting_save_lands_after_signing_in_in_place(
    new_device: NewDevice, people: dict[str, Person]
) -> None:
    device = new_device()
    note = NotePage.new(device)
    address = note.page.url
    end_session(device)
    note.type("text", "typed signed out")
    asked = dialog(note.page)
    expect(asked).to_contain_text("What you typed is safe on this device.")
    expect(asked.get_by_label("E-mail")).to_have_value(people["owner"].email)
    expect(asked.get_by_label("E-mail")).not_to_be_editable()
    expect(note.status).to_have_text(SIGNED_OUT)
    sign_in_here(note.page)
    expect(asked).to_be_hidden()
    expect(note.toast("You are signed in again.")).to_be_visible()
    note.expect_saved(by_itself=True)
    assert note.page.url == address
    assert note.draft()["data"]["text"] == "typed signed out"
    expect(note.field("text")).to_be_focused()


def test_and_so_does_the_form_itself(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.saved(device)
    end_session(device)
    note.type("text", "typed signed out")
    note.press("Save")
    sign_in_here(note.page)
    expect(dialog(note.page)).to_be_hidden()
    note.save()
    expect(note.field("text")).to_have_value("typed signed out")


def test_the_other_forms_of_the_page_get_the_new_csrf_token(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    end_session(device)
    note.type("text", "typed signed out")
    sign_in_here(note.page)
    expect(dialog(note.page)).to_be_hidden()
    token = next(one["value"] for one in device.cookies() if one["name"] == "csrf")
    held = note.page.locator("input[name=csrfmiddlewaretoken]").evaluate_all(
        "all => all.map(one => one.value)"
    )
    assert len(held) > 1
    assert set(held) == {token}


def test_a_wrong_password_is_said_in_the_dialog(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    end_session(device)
    note.type("text", "typed signed out")
    sign_in_here(note.page, "wrong")
    expect(dialog(note.page).get_by_role("alert")).to_have_text(
        "This password is not right. Please try again."
    )
    note.page.keyboard.type(PASSWORD)  # over the wrong one, which is selected
    note.page.keyboard.press("Enter")
    note.expect_saved(by_itself=True)


def test_too_many_attempts_are_said_with_the_seconds(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    words = "Too many attempts to sign in. Please try again in 12 seconds."
    refusal = {"status": 429, "code": "rate_limited", "detail": words}
    note.page.route("**/api/session/sign-in/", lambda route: route.fulfill(status=429, json=refusal), times=1)
    end_session(device)
    note.type("text", "typed signed out")
    sign_in_here(note.page)
    expect(dialog(note.page).get_by_role("alert")).to_have_text(words)
    note.page.keyboard.press("Enter")
    note.expect_saved(by_itself=True)


def test_both_dialogs_are_accessible(new_device: NewDevice, people: dict[str, Person]) -> None:
    device = new_device()
    page = device.new_page()
    page.goto("/accounts/sessions/")
    page.route(PING, lambda route: route.fulfill(json={"expiresAt": "", "secondsLeft": 120}), times=1)
    look_at(page)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    end_session(device)
    sign_in_by_hand(device.new_page(), people["colleague"])
    expect(dialog(page, "Colleague is signed in on this browser now")).to_be_visible()
    assert Axe().run(page).response["violations"] == []


def test_the_dialog_can_wait(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    end_session(device)
    note.type("text", "typed")
    expect(dialog(note.page)).to_be_visible()
    note.page.keyboard.press("Escape")
    note.type("text", " signed out")
    note.page.wait_for_timeout(3_000)  # saving is refused once more
    expect(dialog(note.page)).to_be_hidden()
    note.press("Sign in again")
    sign_in_here(note.page)
    note.expect_saved(by_itself=True)
    assert note.draft()["data"]["text"] == "typed signed out"


def test_no_key_meant_for_the_page_goes_into_the_password(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    end_session(device)
    words = "on and on without a pause, twelve seconds long " * 3
    with note.page.expect_response("**/api/session/"):
        note.type("text", words, delay=90)
    expect(dialog(note.page)).to_be_visible()
    expect(note.page.get_by_label("Password")).to_have_value("")
    expect(note.field("text")).to_have_value(words)


def test_signing_in_in_one_tab_is_enough(new_device: NewDevice) -> None:
    device = new_device()
    one, other = NotePage.new(device), NotePage.new(device)
    end_session(device)
    for note in (one, other):
        note.type("text", "typed signed out")
        expect(dialog(note.page)).to_be_visible()
    sign_in_here(other.page)
    for note in (one, other):
        expect(dialog(note.page)).to_be_hidden()
        note.expect_saved(by_itself=True)


def test_signing_out_everywhere_ends_the_other_device(
    new_device: NewDevice, people: dict[str, Person]
) -> None:
    here, there = travelling(new_device, people), travelling(new_device, people)
    note = NotePage.new(there)
    page = here.new_page()
    page.goto("/accounts/sessions/")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.locator(".toast", has_text=re.compile("signed out"))).to_be_visible()
    expect(dialog(note.page)).to_be_visible()  # at once: nobody has touched that device
    sign_in_here(note.page)
    expect(dialog(note.page)).to_be_hidden()
    note.type("text", "typed there")
    note.expect_saved()
    assert note.draft()["data"]["text"] == "typed there"


# --- Somebody else


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


def test_a_tab_of_the_one_before_is_covered_and_sends_nothing(
    new_device: NewDevice, server: Server, people: dict[str, Person]
) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", "the owner's")
    note.expect_saved()
    note.type("text", " own words")
    end_session(device)
    sent: list[str] = []
    device.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    sign_in_by_hand(device.new_page(), people["colleague"])
    covered = dialog(note.page, "Colleague is signed in on this browser now")
    expect(covered).to_contain_text("stays on this device for them alone")
    backdrop = "() => getComputedStyle(document.querySelector('dialog[open]'), '::backdrop').backgroundColor"
    assert re.fullmatch(r"rgb\(.*\)", note.page.evaluate(backdrop))  # without transparency
    for _ in range(3):
        note.page.keyboard.press("Escape")
    expect(covered).to_be_visible()
    note.page.evaluate("dispatchEvent(new Event('focus'))")
    note.page.wait_for_timeout(3_000)
    assert note.draft() is None  # asked with the colleague's session

    end_session(device)
    sign_in(device, server, people["owner"])
    NotePage.new(device)  # any page of the owner's tells the other tabs
    expect(covered).to_be_hidden()
    note.expect_saved()
    assert note.draft()["data"]["text"] == "the owner's own words"


def test_the_next_person_goes_on_with_a_clean_page(new_device: NewDevice, people: dict[str, Person]) -> None:
    device = new_device()
    note = NotePage.new(device)
    note.type("text", "the owner's own words")
    end_session(device)
    sign_in_by_hand(device.new_page(), people["colleague"])
    note.page.get_by_role("link", name="Go on as Colleague").click()
    expect(note.page.get_by_role("heading", name="Dashboard")).to_be_visible()
    assert "own words" not in note.page.content()


def test_nobody_else_signs_in_over_the_page(new_device: NewDevice, people: dict[str, Person]) -> None:
    """By the address they could not, and by trickery they cannot either."""
    device = new_device()
    note = NotePage.new(device)
    end_session(device)
    note.type("text", "typed signed out")
    note.page.evaluate(
        "(email) => { document.querySelector('[data-account]').dataset.email = email; }",
        people["colleague"].email,
    )
    answer = note.page.evaluate(
        """async ([email, user, password]) => {
            const { apiClient } = await import("/static/js/api-client.js");
            const { error } = await apiClient.post("/api/session/sign-in/", { email, user, password });
            return error.code;
        }""",
        [people["colleague"].email, people["owner"].id, PASSWORD],
    )
    assert answer == "other_user"
    assert not [cookie for cookie in device.cookies() if cookie["name"] == "session"]


# --- Signing out


def test_signing_out_saves_first_and_reaches_the_other_tabs(
    new_device: NewDevice, people: dict[str, Person]
) -> None:
    device = travelling(new_device, people)
    note = NotePage.new(device)
    key = note.page.url
    page = device.new_page()
    page.goto("/")
    note.type("text", "typed a moment before", delay=0)
    page.get_by_role("button", name=re.compile("Account")).click()
    with page.expect_navigation(url="**/accounts/sign-in/"):
        page.get_by_role("button", name="Sign out", exact=True).click()
    expect(note.page).to_have_url(re.compile("/accounts/sign-in/$"))
    again = NotePage(travelling(new_device, people).new_page()).open(key)
    expect(again.field("text")).to_have_value("typed a moment before")
    expect(again.restore).to_have_count(0)


def test_back_shows_nothing_after_signing_out(new_device: NewDevice, people: dict[str, Person]) -> None:
    device = travelling(new_device, people)
    page = device.new_page()
    page.goto("/accounts/profile/")
    page.goto("/accounts/sessions/")
    page.get_by_role("button", name=re.compile("Account")).click()
    with page.expect_navigation(url="**/accounts/sign-in/"):
        page.get_by_role("button", name="Sign out", exact=True).click()
    page.go_back()
    expect(page).to_have_url(re.compile("/accounts/sign-in/"))
    expect(page.get_by_role("heading", name="Where you are signed in")).to_have_count(0)


def test_a_page_that_the_browser_kept_shows_nothing_either(new_device: NewDevice) -> None:
    """Chromium under test keeps none, so what it would tell the page is told by hand."""
    device = new_device()
    page = device.new_page()
    page.goto("/accounts/profile/")
    end_session(device)
    with page.expect_navigation(url=re.compile("/accounts/sign-in/")):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")


# --- Living on


def test_a_tab_that_is_looked_at_gives_a_sign_of_life(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    with note.page.expect_response(PING) as ping:
        look_at(note.page)
    assert ping.value.json()["secondsLeft"] > 29 * 24 * 3600


def test_signs_of_life_come_every_five_minutes_at_work_and_every_fifteen_otherwise(
    new_device: NewDevice,
) -> None:
    page = new_device().new_page()
    page.clock.install()
    pings: list[str] = []
    page.on("request", lambda request: pings.append(request.url) if "/ping/" in request.url else None)
    page.goto("/")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    def pass_minutes(minutes: int, *, at_work: bool) -> int:
        before = len(pings)
        for _ in range(minutes * 2):
            if at_work:
                page.keyboard.press("Shift")
            page.clock.run_for(30_000)
            page.wait_for_timeout(150)  # for the answer, which comes in real time
        return len(pings) - before

    assert pass_minutes(4, at_work=True) == 0
    assert pass_minutes(13, at_work=True) == 3
    pass_minutes(6, at_work=False)  # the last one of this work
    assert pass_minutes(38, at_work=False) == 2


def test_one_key_stays_signed_in(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    note.page.route(
        PING,
        lambda route: route.fulfill(json={"expiresAt": "2026-03-01T10:32:00Z", "secondsLeft": 120}),
        times=1,
    )
    note.field("text").focus()
    look_at(note.page)
    warning = note.page.get_by_role("alertdialog", name="You will be signed out soon")
    expect(warning).to_contain_text(re.compile(r"Your session ends at \d\d:\d\d"))
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()
    with note.page.expect_response(PING):
        note.page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    expect(note.field("text")).to_be_focused()


def test_a_warning_that_cannot_be_heeded_says_why(new_device: NewDevice) -> None:
    note = NotePage.new(new_device())
    answers = iter([120, None])

    def answer(route: Route) -> None:
        left = next(answers)
        if left:
            route.fulfill(json={"expiresAt": "2026-03-01T10:32:00Z", "secondsLeft": left})
        else:
            route.fulfill(status=500, json={"code": "server_error", "detail": "It broke."})

    note.page.route(PING, answer, times=2)
    look_at(note.page)
    warning = note.page.get_by_role("alertdialog")
    expect(warning).to_be_visible()
    note.page.keyboard.press("Enter")
    expect(warning.get_by_role("alert")).to_have_text("It broke.")
    note.page.keyboard.press("Escape")
    expect(warning).to_be_hidden()
