"""A dietitian changes a plan twice, looks at what became of it, and brings one meal back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from apps.demo.people import DIETITIAN
from tests.browser.practice import demo_server, meal, open_plan, sign_in
from tests.browser.server import Server

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, demo_database: Path | None) -> Iterator[Server]:
    """The demo practice, served."""
    server = demo_server(tmp_path_factory.mktemp("practice"), demo_database)
    yield server
    server.kill()


def save_quantity(page: Page, slot: str, quantity: str) -> None:
    """Opens the plan, changes the first line of a meal of its first day, and saves."""
    open_plan(page, "Meera")
    meal(page, 0, slot).locator(".menu-quantity").first.fill(quantity)
    page.get_by_role("button", name="Save plan").click()
    expect(page.get_by_role("link", name="Edit")).to_be_visible()


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether a phone would have to scroll sideways."""
    found = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in Axe().run(page).response["violations"]
    ]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    return [*found, f"{page.url} scrolls sideways"] if sideways else found


def test_one_meal_is_restored_from_the_history(practice: Server, chrome: Browser) -> None:
    device = chrome.new_context(base_url=practice.url, viewport={"width": 1440, "height": 900})
    page = sign_in(device, DIETITIAN)
    save_quantity(page, "Breakfast", "7")
    save_quantity(page, "Lunch", "8")

    page.get_by_role("link", name="History").click()
    latest = page.locator(".history-sitting").first
    expect(latest).to_contain_text("Breakfast on Day 1")
    expect(latest).to_contain_text("Lunch on Day 1")
    latest.locator("summary").click()
    assert faults_of(page) == []

    page.get_by_role("link", name="Compare version 1 with now").click()
    expect(page.locator(".history-day")).to_contain_text(["Day 1"])
    assert faults_of(page) == []
    page.get_by_role("link", name="Restore Breakfast of Day 1").click()
    expect(page.get_by_role("heading", name="Breakfast of Day 1, as in version 1")).to_be_visible()
    expect(page.locator(".history-cell")).to_have_count(1)
    assert faults_of(page) == []
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("What was there before is version 3.")).to_be_visible()

    open_plan(page, "Meera")
    expect(meal(page, 0, "Breakfast").locator(".menu-quantity").first).not_to_have_value("7")
    expect(meal(page, 0, "Lunch").locator(".menu-quantity").first).to_have_value("8")
    device.close()
