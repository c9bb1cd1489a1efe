"""A client from the first weighing on, found again by the keyboard alone."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice


def new_client(page: Page, name: str) -> None:
    """A client of whoever is signed in; the page is theirs then."""
    page.goto(f"/clients/create/?key={uuid4()}")
    page.fill("[name=name]", name)
    page.get_by_role("button", name="Save client").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def measure(page: Page, day: str, weight: str) -> None:
    """Writes down a weight, from the client's page."""
    page.get_by_role("link", name="Measure", exact=True).click()
    page.fill("[name=taken_on]", day)
    page.fill("[name=weight_kg]", weight)
    page.get_by_role("button", name="Save measurement").click()
    expect(page.locator("#measurements tbody tr").first).to_contain_text(weight)


def test_measured_drawn_removed_and_brought_back(new_device: NewDevice) -> None:
    page = new_device().new_page()
    new_client(page, "Asha Measured")
    measure(page, "2026-03-01", "80.5")
    measure(page, "2026-03-09", "79.2")
    expect(page.get_by_role("img", name="Weight in kg over time")).to_be_visible()
    expect(page.locator("#measurements")).to_contain_text("−1.3 kg since the last time")
    page.get_by_role("button", name=re.compile("Remove the measurement of .*9")).click()
    expect(page.locator("#measurements tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#measurements tbody tr")).to_have_count(2)
    # A note that is not saved waits where it was begun.
    page.get_by_role("link", name="New note").click()
    page.fill("[name=text]", "Walks after dinner.")
    expect(page.locator("[data-autosave-text]")).to_have_text(re.compile(r"^Saved at"))
    page.goto("/")
    page.locator("main").get_by_role("link", name="Asha Measured").first.click()
    expect(page.locator("[name=text]")).to_have_value("Walks after dinner.")


def test_found_by_the_keyboard_alone(new_device: NewDevice) -> None:
    page = new_device().new_page()
    new_client(page, "Zubeda Findable")
    page.goto("/clients/")
    page.keyboard.press("/")
    page.keyboard.type("zubeda find")
    field = page.get_by_role("combobox", name=re.compile("^Search"))
    expect(field).to_have_value("zubeda find")
    expect(page.get_by_role("option", name="Zubeda Findable")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("zubeda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zubeda Findable")).to_be_visible()
    # Where somebody types, "/" is a letter.
    page.goto("/clients/")
    page.locator("#list-search").press("/")
    expect(page.locator("#list-search")).to_have_value("/")
