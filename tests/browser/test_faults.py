"""What server, network or proxy can do to a call: it is told in a toast, and ends with the work saved."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import NotePage
from tests.browser.test_network import lose

DRAFTS = "**/api/drafts/"
PROBLEM = "application/problem+json"


def refusing(status: int, code: str, detail: str, **headers: str) -> Callable[[Route], None]:
    """A server that refuses in the words of our API."""
    body = {"status": status, "code": code, "detail": detail}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda route: route.fulfill(status=status, headers=sent, json=body, content_type=PROBLEM)


def half(route: Route) -> None:
    """The server has stored it; its answer breaks off in the middle."""
    answer = route.fetch()
    route.fulfill(status=200, body=answer.text()[:20], content_type="application/json")


def hang(route: Route) -> None:
    """No answer at all."""


def proxys_page(route: Route) -> None:
    """What stands before the server says, in HTML, that there is none."""
    route.fulfill(status=502, body="<h1>Bad gateway</h1>", content_type="text/html")


@pytest.fixture
def note(new_device: NewDevice) -> NotePage:
    return NotePage.new(new_device())


def expect_all_well(note: NotePage, text: str) -> None:
    """The server has it, and nothing on the page says otherwise."""
    note.expect_saved(by_itself=True)
    expect(note.page.locator(".toast")).to_have_count(0)
    expect(note.clashes).to_be_hidden()
    assert note.draft()["data"]["text"] == text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (refusing(503, "busy", "Others were quicker."), "Others were quicker."),
        (refusing(500, "server_error", "It broke."), "It broke."),
        (proxys_page, "The server has a problem."),
        (half, "The server gave an unexpected answer."),
        (lose, "The server cannot be reached."),
        (lambda route: route.abort("connectionrefused"), "The server cannot be reached."),
    ],
    ids=["503", "500", "502", "half an answer", "a lost answer", "no connection"],
)
def test_it_is_told_and_passes(note: NotePage, fault: Callable[[Route], None], told: str) -> None:
    note.retry_late()
    note.page.route(DRAFTS, fault, times=1)
    note.type("text", "typed in trouble")
    expect(note.toast(told)).to_be_visible()
    expect(note.status).to_have_text("The server does not answer: safe on this device")
    expect_all_well(note, "typed in trouble")


def test_503_is_tried_again_and_again(note: NotePage) -> None:
    note.page.evaluate("Math.random = () => 0.1")
    sent: list[Any] = []
    note.page.on("request", lambda request: sent.append(request.post_data_json))
    note.page.route(DRAFTS, refusing(503, "busy", "Others were quicker."), times=4)
    note.type("text", "patient")
    expect(note.page.locator(".toast")).to_have_count(1)
    expect_all_well(note, "patient")
    saves = [body for body in sent if body and "saveId" in body]
    assert len(saves) == 5
    assert len({body["saveId"] for body in saves}) == 1


def test_the_person_need_not_wait_for_the_next_try(note: NotePage) -> None:
    note.page.route(DRAFTS, refusing(503, "busy", "Others were quicker.", Retry_After="30"), times=1)
    note.type("text", "impatient")
    note.toast("Others were quicker.").get_by_role("button", name="Retry").click()
    expect_all_well(note, "impatient")


def test_429_says_the_seconds_and_keeps_to_them(note: NotePage) -> None:
    words = "Too many requests. Please try again in 3 seconds."
    note.page.route(DRAFTS, refusing(429, "rate_limited", words, Retry_After="3"), times=1)
    note.type("text", "too eager")
    with note.page.expect_response(DRAFTS) as refused:
        pass
    expect(note.toast(words)).to_be_visible()
    expect(note.toast(words).get_by_role("button")).to_have_count(1)  # Close: there is no hurrying it
    expect(note.status).to_have_text("Too many requests, waiting: safe on this device")
    with note.page.expect_response(DRAFTS) as accepted:
        pass
    waited = accepted.value.request.timing["startTime"] - refused.value.request.timing["startTime"]
    assert waited >= 3000
    expect_all_well(note, "too eager")


def test_the_seconds_are_told_for_a_proxy_that_says_them_in_a_header_only(note: NotePage) -> None:
    note.page.route(DRAFTS, lambda route: route.fulfill(status=429, headers={"Retry-After": "2"}), times=1)
    note.type("text", "too eager")
    expect(note.toast("Please try again in 2 seconds.")).to_be_visible()
    expect_all_well(note, "too eager")


def test_maintenance_keeps_the_draft_on_the_device_and_says_so(new_device: NewDevice) -> None:
    device = new_device()
    note = NotePage.new(device)
    address = note.page.url
    words = "The server is being maintained, until about 10:40."
    device.route("**/*", refusing(503, "maintenance", words, Retry_After="600"))
    note.type("text", "typed meanwhile")
    expect(note.toast(words)).to_be_visible()
    expect(note.status).to_have_text("The server is being maintained: safe on this device")
    note.press("Save")
    expect(note.toast("Your typing is safe; please save once it is back.")).to_be_visible()
    assert note.page.url == address
    # What a page sends as it goes is past the routes.
    note.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    note.page.close()
    device.unroute_all()
    note = NotePage(device.new_page()).open(address)
    note.press("Restore")
    note.expect_saved()
    assert note.draft()["data"]["text"] == "typed meanwhile"


def test_silence_is_told_after_thirty_seconds(new_device: NewDevice) -> None:
    page = new_device().new_page()
    page.clock.install()
    page.route(DRAFTS, hang, times=1)
    page.add_init_script(
        """AbortSignal.timeout = (delay) => { // one that keeps to the clock of the test
            const control = new AbortController();
            setTimeout(() => control.abort(new DOMException("", "TimeoutError")), delay);
            return control.signal;
        };"""
    )
    note = NotePage(page).open(f"/notes/create/{uuid4()}/")
    with page.expect_request(DRAFTS):
        note.type("text", "typed into silence")
        page.clock.run_for(3_000)
    page.clock.run_for(20_000)  # on top of what passes by itself
    expect(page.locator(".toast")).to_have_count(0)
    page.clock.run_for(11_000)
    expect(note.toast("The server does not answer.")).to_be_visible()
    page.clock.run_for(2_000)
    expect_all_well(note, "typed into silence")


# --- Beyond drafts


def call(page: Page, expression: str) -> Any:
    """What comes of a call by the API client; `api` is the module."""
    return page.evaluate(
        f"async () => {{ const api = await import('/static/js/api-client.js'); {expression} }}"
    )


def test_reading_is_tried_four_times_before_it_is_told(note: NotePage) -> None:
    note.page.evaluate("Math.random = () => 0")
    asked: list[str] = []
    note.page.on("request", lambda request: asked.append(request.url) if "foods" in request.url else None)
    note.page.route("**/api/foods/**", proxys_page, times=3)
    assert call(note.page, "return (await api.apiClient.get('/api/foods/?q=dal')).error") is None
    assert len(asked) == 4
    note.page.route("**/api/foods/**", proxys_page)
    call(note.page, "api.showApiError((await api.apiClient.get('/api/foods/?q=dal')).error)")
    assert len(asked) == 8
    expect(note.toast("The server has a problem.")).to_be_visible()


def test_one_toast_for_each_distinct_error_and_its_actions_work(note: NotePage) -> None:
    call(
        note.page,
        """for (const seconds of [9, 7, 5]) {
               api.showApiError({ status: 429, code: "rate_limited", detail: `In ${seconds} seconds.` });
           }
           const name = (title) => () => { document.title = title; };
           const gone = { status: 404, code: "not_found", detail: "It is gone." };
           api.showApiError(gone, { retry: name("Tried"), undo: name("Undone") });""",
    )
    expect(note.page.locator(".toast p")).to_have_text(["In 5 seconds.", "It is gone."])
    note.toast("It is gone.").get_by_role("button", name="Undo").click()
    expect(note.page).to_have_title("Undone")
    expect(note.page.locator(".toast p")).to_have_text(["In 5 seconds."])


def test_an_error_inside_a_dialog_is_shown_in_the_dialog(note: NotePage) -> None:
    note.type("text", "x")
    note.expect_saved()
    note.press("Clear draft")
    call(note.page, "api.showApiError({ status: 500, code: 'server_error', detail: 'It broke.' })")
    expect(note.page.get_by_role("dialog").locator(".toast")).to_contain_text("It broke.")
    note.toast("It broke.").get_by_role("button", name="Close").click()
    expect(note.page.locator(".toast")).to_have_count(0)


def test_a_call_that_needs_a_session_offers_to_sign_in(note: NotePage) -> None:
    note.page.context.clear_cookies(name="session")
    call(note.page, "api.showApiError({ status: 401, code: 'not_signed_in', detail: 'You are signed out.' })")
    note.toast("You are signed out.").get_by_role("button", name="Sign in").click()
    expect(note.page.get_by_role("dialog", name=re.compile("session has ended"))).to_be_visible()
