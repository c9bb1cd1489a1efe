"""A plan on its way to the client: published, shared by a link, opened on a phone with its code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from apps.demo.people import DIETITIAN
from tests.browser.practice import demo_server, sign_in
from tests.browser.server import Server

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, demo_database: Path | None) -> Iterator[Server]:
    """The demo practice, served."""
    server = demo_server(tmp_path_factory.mktemp("sharing"), demo_database)
    yield server
    server.kill()


def give_code(phone: Page, code: str) -> None:
    """Types a code and sends it."""
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Open the plan").click()


def expect_accessible(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_plan_reaches_the_phone_of_the_client(practice: Server, chrome: Browser) -> None:
    desk = chrome.new_context(base_url=practice.url, viewport={"width": 1440, "height": 900})
    page = sign_in(desk, DIETITIAN)
    page.goto("/meal-plans/?q=Meera")
    page.locator("main table a").first.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Share a link").click()
    page.get_by_role("button", name="Make a link").click()
    url, code = page.locator("#share-url").inner_text(), page.locator("#share-code").inner_text()
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator(".toast", has_text="Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert url in copied
    assert code not in copied

    hand = chrome.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    phone = hand.new_page()
    phone.goto(url)
    expect_accessible(phone)
    give_code(phone, f"{(int(code) + 1) % 1_000_000:06}")
    expect(phone.get_by_role("alert")).to_contain_text("This link and this code do not open a plan.")
    give_code(phone, code)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Diabetes, vegetarian")
    expect(phone.get_by_role("heading", name=re.compile("Breakfast")).first).to_be_visible()
    expect(phone.locator("main")).not_to_contain_text("263 kcal")
    expect_accessible(phone)

    page.get_by_role("link", name="All links of this plan").click()
    expect(page.locator("main")).to_contain_text(re.compile("last opened on .*, once in all"))
    page.get_by_role("button", name="Take back").click()
    phone.reload()
    expect(phone.get_by_label("Code")).to_be_visible()
    for context in (desk, hand):
        context.close()
