"""A deploy while people work: what they typed goes to the server first, then they are asked, once."""

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.notes import NotePage
from tests.browser.test_session import look_at

READY = "A new version is ready."
META = """(version) => {
    document.querySelector('meta[name="app-version"]')?.remove();
    const meta = document.createElement("meta");
    meta.name = "app-version";
    meta.content = version;
    document.head.append(meta);
}"""


@pytest.fixture
def device(new_device: NewDevice) -> BrowserContext:
    """A device whose pages are of version 1.0.0."""
    return with_pages_of(new_device(), "1.0.0+old")


def with_pages_of(device: BrowserContext, version: str) -> BrowserContext:
    """From now on its pages say that they are of that version."""
    device.add_init_script(
        f"""new MutationObserver((_, observer) => {{
                if (!document.body) return;
                observer.disconnect();
                ({META})("{version}");
            }}).observe(document, {{ childList: true, subtree: true }});"""
    )
    return device


def deploy(device: BrowserContext, version: str = "1.1.0+new") -> None:
    """From now on every answer of the API comes from a server of that version."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "x-app-version": version})

    device.route("**/api/**", answer)


def prompt(page: Page) -> Any:
    """The toast that asks."""
    return page.locator(".toast", has_text=READY)


def test_unsaved_work_goes_out_before_the_question(device: BrowserContext) -> None:
    note = NotePage.new(device)
    order: list[str] = []
    note.page.expose_function("noted", lambda what: order.append(what))
    note.page.evaluate(
        """() => new MutationObserver(() => document.querySelector(".toast") && noted("asked"))
            .observe(document.body, { childList: true, subtree: true })"""
    )
    note.page.on(
        "response", lambda answer: order.append("saved") if answer.url.endswith("/drafts/") else None
    )
    deploy(device)
    note.type("text", "typed during a deploy", delay=0)
    look_at(note.page)
    expect(prompt(note.page)).to_contain_text("Everything you typed is saved.")
    assert order[:2] == ["saved", "asked"]
    assert note.draft()["data"]["text"] == "typed during a deploy"


def test_the_stream_tells_of_a_newer_version_by_itself(new_device: NewDevice) -> None:
    """A page that calls nothing hears of a deploy when its stream has come back."""
    device = with_pages_of(new_device(), "0.0.1+old")
    device.route(re.compile("/api/(?!realtime/)"), lambda route: route.abort("connectionrefused"))
    note = NotePage.new(device)
    expect(prompt(note.page)).to_be_visible()


def test_it_never_reloads_by_itself_and_refresh_keeps_everything(device: BrowserContext) -> None:
    note = NotePage.new(device)
    note.page.evaluate("window.isThisPage = true")
    deploy(device)
    look_at(note.page)
    expect(prompt(note.page)).to_be_visible()
    note.type("text", "typed after the question", delay=0)
    note.page.wait_for_timeout(1_000)
    assert note.page.evaluate("window.isThisPage")
    with note.page.expect_navigation():
        prompt(note.page).get_by_role("button", name="Refresh").click()
    note.ready()
    expect(note.field("text")).to_have_value("typed after the question")
    expect(note.restore).to_have_count(0)


def test_without_the_server_the_work_is_on_the_device_and_that_is_said(device: BrowserContext) -> None:
    note = NotePage.new(device)
    deploy(device)
    device.route("**/api/drafts/", lambda route: route.abort("connectionrefused"))
    note.type("text", "typed during a deploy", delay=0)
    look_at(note.page)
    expect(prompt(note.page)).to_contain_text("What you typed is safe on this device.")
    with note.page.expect_navigation():
        prompt(note.page).get_by_role("button", name="Refresh").click()
    device.unroute("**/api/drafts/")
    note.press("Restore")
    expect(note.field("text")).to_have_value("typed during a deploy")


def test_later_is_an_answer_for_all_tabs(device: BrowserContext) -> None:
    one, other = NotePage.new(device), NotePage.new(device)
    deploy(device)
    for note in (one, other):
        look_at(note.page)
        note.page.wait_for_timeout(1_000)
    expect(prompt(one.page)).to_be_visible()
    expect(prompt(other.page)).to_have_count(0)
    prompt(one.page).get_by_role("button", name="Later").click()
    for note in (one, other):
        look_at(note.page)
        note.page.wait_for_timeout(1_000)
        expect(note.page.locator(".toast")).to_have_count(0)


def test_the_other_tab_asks_once_the_first_is_refreshed(device: BrowserContext) -> None:
    one, other = NotePage.new(device), NotePage.new(device)
    deploy(device)
    for note in (one, other):
        look_at(note.page)
        note.page.wait_for_timeout(1_000)
    device.unroute("**/api/**")
    with one.page.expect_navigation():
        prompt(one.page).get_by_role("button", name="Refresh").click()
    deploy(device)
    look_at(other.page)
    expect(prompt(other.page)).to_be_visible()


def test_a_tab_that_nobody_looks_at_does_not_ask(device: BrowserContext) -> None:
    note = NotePage.new(device)
    deploy(device)
    hide = """(value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    look_at(note.page)
    expect(prompt(note.page)).to_be_visible()
    note.page.evaluate(hide, "hidden")
    expect(prompt(note.page)).to_have_count(0)
    note.page.evaluate(hide, "visible")
    expect(prompt(note.page)).to_be_visible()


def test_an_older_server_is_no_news(device: BrowserContext) -> None:
    note = NotePage.new(device)
    deploy(device, "0.9.0+older")
    with note.page.expect_response("**/ping/"):
        look_at(note.page)
    note.page.wait_for_timeout(1_000)
    expect(note.page.locator(".toast")).to_have_count(0)


def test_a_page_that_is_too_old_is_told_that_drafts_are_still_saved(device: BrowserContext) -> None:
    note = NotePage.new(device)
    refusal = {"status": 426, "code": "client_too_old", "detail": "Please refresh."}
    device.route(
        "**/api/session/ping/",
        lambda route: route.fulfill(status=426, json=refusal, headers={"X-App-Version": "2.0.0+new"}),
    )
    look_at(note.page)
    asked = note.page.locator(
        ".toast", has_text="This page is too old for the server. Drafts are still saved"
    )
    expect(asked.get_by_role("button", name="Refresh")).to_be_visible()
    note.type("text", "typed nevertheless")
    note.expect_saved()
    assert re.search("nevertheless", note.draft()["data"]["text"])
