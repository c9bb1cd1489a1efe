"""What is unread is right on every device, after any gap, and the page says truthfully whether it is live."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.conftest import PATIENCE_MS, Manage, NewDevice, sign_in
from tests.browser.server import Person, Server
from tests.browser.test_session import end_session, sign_in_by_hand
from tests.conftest import PASSWORD

PROMISED_MS = 2_000
STREAM = re.compile("/api/realtime/sse/")
Announce = Callable[..., None]


@pytest.fixture
def announce(manage: Manage, people: dict[str, Person]) -> Announce:
    """`announce("text", "--link", "/")`: tells the owner something, by a process that is not the server."""

    def tell(text: str, *options: str, to: str = "owner") -> None:
        manage("announce", text, "--to", people[to].email, *options)

    return tell


@pytest.fixture
def device(new_device: NewDevice) -> BrowserContext:
    """A device on which the owner has read everything."""
    device = new_device()
    page = device.new_page()
    page.goto("/notifications/")
    page.evaluate(
        """async () => {
            const { apiClient } = await import("/static/js/api-client.js");
            const { data } = await apiClient.get("/api/notifications/unread/");
            await apiClient.post("/api/notifications/read-all/", { upTo: data.cursor });
        }"""
    )
    page.close()
    return device


@pytest.fixture
def quiet(device: BrowserContext) -> Iterator[None]:
    """Fails the test when a page of the device has put an error or a warning on its console."""
    lines: list[str] = []
    device.on("console", lambda line: lines.append(line.text) if line.type in ("error", "warning") else None)
    yield
    assert lines == []


def live_page(device: BrowserContext, address: str = "/") -> Page:
    """A tab that is live."""
    page = device.new_page()
    page.goto(address)
    expect_state(page, "Live")
    return page


def expect_state(page: Page, words: str | re.Pattern[str]) -> None:
    """Waits until the bar says so."""
    expect(page.locator("[data-live-state]")).to_have_text(words)


def expect_unread(page: Page, number: int, within: float | None = None) -> None:
    """Waits until the bell, its name and the title say so."""
    words = f"Notifications, {number or 'none'} unread"
    expect(page.get_by_role("link", name=words, exact=True)).to_be_visible(timeout=within)
    expect(page).to_have_title(re.compile(rf"^\({number}\) " if number else r"^[^(]"))


def streams(device: BrowserContext) -> list[Request]:
    """The streams that pages of the device open from now on."""
    found: list[Request] = []
    device.on("request", lambda request: found.append(request) if STREAM.search(request.url) else None)
    return found


def toasts(text: str, *pages: Page) -> list[Page]:
    """The pages that show it."""
    return [page for page in pages if page.locator(".toast", has_text=text).count()]


def wait_for_toast(text: str, *pages: Page) -> None:
    """Waits until one of the pages shows it."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not toasts(text, *pages):
        assert time.monotonic() < deadline, f"no toast says {text!r}"
        pages[0].wait_for_timeout(50)


def test_an_announcement_moves_the_badge_on_every_device(
    device: BrowserContext, new_device: NewDevice, announce: Announce, quiet: None
) -> None:
    pages = [live_page(device), live_page(new_device())]
    for page in pages:
        expect_unread(page, 0)
    announce("The kitchen is closed.")
    for page in pages:
        expect_unread(page, 1, within=PROMISED_MS)


def test_it_is_right_after_offline_and_back(device: BrowserContext, announce: Announce) -> None:
    page = live_page(device)
    device.set_offline(True)
    expect_state(page, re.compile(r"^Offline since \d\d:\d\d$"))
    announce("Said while you were away.")
    expect_unread(page, 0)
    device.set_offline(False)
    expect_state(page, "Live")
    expect_unread(page, 1, within=PROMISED_MS)
    expect(page.locator(".toast", has_text="Said while you were away.")).to_be_visible()


def test_it_is_right_after_the_server_was_killed(
    device: BrowserContext, new_device: NewDevice, server: Server, announce: Announce
) -> None:
    pages = [live_page(device), live_page(new_device())]
    announce("Before.")
    for page in pages:
        expect_unread(page, 1)
    server.kill()
    for page in pages:
        expect_state(page, "Reconnecting…")
    announce("Meanwhile.")
    server.start()
    for page in pages:
        expect_state(page, "Live")
        expect_unread(page, 2, within=PROMISED_MS)
        expect(page.locator(".toast", has_text="Meanwhile.")).to_be_visible()
        expect(page.locator(".toast", has_text="Before.")).to_have_count(1)


def test_two_tabs_share_one_stream(device: BrowserContext, announce: Announce, quiet: None) -> None:
    opened = streams(device)
    one, other = live_page(device), live_page(device, "/clients/")
    assert len(opened) == 1
    for number, text in enumerate(("For both.", "Once more."), start=1):
        announce(text)
        for page in (one, other):
            expect_unread(page, number, within=PROMISED_MS)
        wait_for_toast(text, one, other)
    assert [len(toasts(text, one, other)) for text in ("For both.", "Once more.")] == [1, 1]
    assert len(opened) == 1


def test_the_next_tab_takes_over_when_the_one_with_the_stream_is_closed(
    device: BrowserContext, announce: Announce, quiet: None
) -> None:
    opened = streams(device)
    one, other = live_page(device), live_page(device)
    announce("The first.")
    expect_unread(other, 1)
    with other.expect_request(STREAM, timeout=PROMISED_MS) as taken_over:
        one.close()
    assert "lastEventId=" in taken_over.value.url
    expect_state(other, "Live")
    announce("The second.")
    expect_unread(other, 2, within=PROMISED_MS)
    assert len(opened) == 2


def test_going_on_to_another_page_misses_nothing(device: BrowserContext, announce: Announce) -> None:
    page = live_page(device)
    announce("Seen.")
    expect_unread(page, 1)
    with page.expect_request(STREAM) as opened:
        page.goto("/clients/")
    assert "lastEventId=" in opened.value.url
    expect_state(page, "Live")
    expect_unread(page, 1)


def test_a_toast_leads_to_the_news_and_marks_it_as_read(
    device: BrowserContext, announce: Announce, quiet: None
) -> None:
    page = live_page(device)
    announce("<b>Look</b> at the clients.", "--link", "/clients/")
    toast = page.locator(".toast", has_text="<b>Look</b> at the clients.")
    toast.get_by_role("link", name="Open").click()
    expect(page).to_have_url(re.compile("/clients/$"))
    expect_state(page, "Live")
    expect_unread(page, 0)


def test_many_at_once_are_told_as_a_number(device: BrowserContext, announce: Announce) -> None:
    page = live_page(device)
    device.set_offline(True)
    for number in range(4):
        announce(f"Number {number}.")
    device.set_offline(False)
    expect(page.locator(".toast p")).to_have_text(["4 new notifications"])
    expect_unread(page, 4)


def test_what_another_tab_has_read_is_read_here(
    device: BrowserContext, announce: Announce, quiet: None
) -> None:
    page, other = live_page(device), live_page(device, "/clients/")
    announce("Read me.", "--link", "/clients/")
    expect_unread(page, 1)
    other.goto("/notifications/")
    other.get_by_role("link", name=re.compile("Announcement|Read me")).first.click()
    expect_unread(page, 0, within=PROMISED_MS)


def test_signing_out_takes_the_other_tabs_along(device: BrowserContext, people: dict[str, Person]) -> None:
    end_session(device)  # the one that all tests share goes on
    sign_in_by_hand(device.new_page(), people["owner"])
    page, other = live_page(device), live_page(device)
    other.get_by_role("button", name=re.compile("^Account")).click()
    other.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/sign-in/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_session_that_ends_is_noticed_and_signing_in_over_the_page_is_live_again(
    device: BrowserContext, people: dict[str, Person], announce: Announce
) -> None:
    page = live_page(device)
    end_session(device)
    device.set_offline(True)
    expect_state(page, re.compile("^Offline"))
    device.set_offline(False)
    expect_state(page, "Signed out")
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect_state(page, "Live")
    announce("Once more.")
    expect(page.locator(".toast", has_text="Once more.")).to_be_visible()


def test_somebody_else_who_signs_in_on_this_browser_is_not_shown_here(
    device: BrowserContext, server: Server, people: dict[str, Person], announce: Announce
) -> None:
    page = live_page(device)
    sign_in(device, server, people["colleague"])
    theirs = live_page(device)
    announce("For the colleague.", to="colleague")
    expect(theirs.locator(".toast", has_text="For the colleague.")).to_be_visible()
    with page.expect_response("**/api/notifications/unread/") as refused:
        page.evaluate("dispatchEvent(new Event('focus'))")
    assert refused.value.status == 403
    device.set_offline(True)
    expect_state(page, re.compile("^Offline"))
    device.set_offline(False)
    expect_state(page, "Signed out")
    expect_unread(page, 0)
    expect(page.locator(".toast")).to_have_count(0)
