"""What the product is for: a dietitian writes a week of meals and never loses a keystroke."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from apps.demo.people import COLLEAGUE, DIETITIAN
from tests.browser.practice import add_food, demo_server, expect_saved, meal, open_plan, sign_in, status
from tests.browser.server import Server

PHONE = {"width": 390, "height": 844}
PAGES = (
    "/",
    "/clients/",
    "/clients/create/",
    "/diet-templates/",
    "/diet-templates/create/",
    "/meal-plan-templates/",
    "/meal-plans/",
    "/foods/",
    "/foods/create-recipe/",
    "/notifications/",
    "/notifications/preferences/",
    "/accounts/profile/",
    "/accounts/password/",
)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, demo_database: Path | None) -> Iterator[Server]:
    """The demo practice, served."""
    server = demo_server(tmp_path_factory.mktemp("practice"), demo_database)
    yield server
    server.kill()


@pytest.fixture
def device(practice: Server, chrome: Browser) -> Iterator[BrowserContext]:
    """A device of its own."""
    if practice.process is None:
        practice.start()
    context = chrome.new_context(base_url=practice.url, viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def test_a_template_becomes_a_plan_that_is_changed_and_saved(device: BrowserContext) -> None:
    page = sign_in(device, DIETITIAN)
    page.goto("/diet-templates/create/")
    page.fill("[name=name]", "Light week")
    page.fill("[name=kcal_min]", "1300")
    page.fill("[name=kcal_max]", "1500")
    add_food(page, meal(page, 0, "Breakfast"), "idli", "Idli", "3")
    expect_saved(page)
    page.get_by_role("button", name="Save template").click()
    expect(page.get_by_role("heading", name="Light week")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Idli, 3 idli, small")

    page.get_by_role("link", name="Use for a client").click()
    page.select_option("[name=client]", label="Lakshmi Demo")
    page.get_by_role("button", name="Make the plan").click()
    add_food(page, meal(page, 1, "Lunch"), "sambar", "Sambar", "1.5")
    expect_saved(page)
    page.get_by_role("button", name="Save plan").click()
    expect(page.get_by_role("heading", name="Light week")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Sambar, 1.5 katori")
    expect(page.locator("main")).to_contain_text("Lakshmi Demo")


def test_what_was_called_saved_survives_a_killed_server(device: BrowserContext, practice: Server) -> None:
    page = sign_in(device, DIETITIAN)
    open_plan(page, "Vikram")
    address = page.url
    page.locator("[name=description]").press_sequentially(" and a word for the kitchen", delay=10)
    add_food(page, meal(page, 0, "Lunch"), "ghee", "Ghee", "2")
    expect_saved(page)
    practice.kill()
    page.close()
    practice.start()
    page = device.new_page()
    page.goto(address)
    expect(page.locator("[name=description]")).to_have_value(re.compile("^ and a word for the kitchen"))
    line = meal(page, 0, "Lunch").locator(".menu-item").last
    expect(line.locator(".menu-name")).to_have_value(re.compile("^Ghee"))
    expect(line.locator(".menu-quantity")).to_have_value("2")


def test_what_was_typed_offline_is_restored_after_the_tab_was_closed(device: BrowserContext) -> None:
    page = sign_in(device, DIETITIAN)
    open_plan(page, "Ananya")
    address = page.url
    device.set_offline(True)
    page.fill("[name=description]", "Typed on a train.")
    breakfast = meal(page, 0, "Breakfast").locator(".menu-quantity").first
    breakfast.fill("7")
    expect(status(page)).to_have_text(re.compile("^Offline: safe on this device"))
    page.close()
    device.set_offline(False)
    page = device.new_page()
    page.goto(address)
    page.get_by_role("button", name="Restore").click()
    expect(page.locator("[name=description]")).to_have_value("Typed on a train.")
    expect(meal(page, 0, "Breakfast").locator(".menu-quantity").first).to_have_value("7")
    expect_saved(page)


def test_two_people_in_different_meals_merge_and_in_the_same_one_are_asked(
    practice: Server, chrome: Browser
) -> None:
    pages: list[Page] = []
    for email in (DIETITIAN, COLLEAGUE):
        context = chrome.new_context(base_url=practice.url, viewport={"width": 1440, "height": 900})
        pages.append(sign_in(context, email))
        open_plan(pages[-1], "Meera")
    mine, theirs = pages
    expect(mine.get_by_role("button", name="Kiran Colleague is here too")).to_be_visible()
    meal(mine, 0, "Breakfast").locator(".menu-quantity").first.fill("5")
    meal(theirs, 0, "Lunch").locator(".menu-quantity").first.fill("6")
    meal(theirs, 1, "Breakfast").locator(".menu-quantity").first.fill("8")
    theirs.get_by_role("button", name="Save plan").click()
    expect(theirs.get_by_role("link", name="Edit")).to_be_visible()
    told = "Kiran Colleague saved a new version. Their changes are in your form."
    expect(mine.locator(".toast", has_text=told)).to_be_visible()
    expect(meal(mine, 1, "Breakfast").locator(".menu-quantity").first).to_have_value("8")

    mine.locator("[name=description]").fill("Written beside a colleague.")
    expect_saved(mine)
    expect(meal(mine, 0, "Lunch").locator(".menu-quantity").first).to_have_value("6")
    meal(mine, 1, "Breakfast").locator(".menu-quantity").first.fill("9")
    mine.get_by_role("button", name="Save plan").click()
    expect(mine.get_by_role("link", name="Edit")).to_be_visible()

    open_plan(theirs, "Meera")
    expect(meal(theirs, 0, "Breakfast").locator(".menu-quantity").first).to_have_value("5")
    open_plan(mine, "Meera")
    meal(mine, 2, "Lunch").locator(".menu-quantity").first.fill("2.5")
    meal(theirs, 2, "Lunch").locator(".menu-quantity").first.fill("3.5")
    mine.get_by_role("button", name="Save plan").click()
    expect(mine.get_by_role("link", name="Edit")).to_be_visible()
    expect(theirs.get_by_role("dialog")).to_contain_text("Divya Dietitian")
    expect(theirs.get_by_role("dialog")).to_contain_text("2.5")
    for page in pages:
        page.context.close()


def test_nobody_else_sees_a_draft(device: BrowserContext) -> None:
    page = sign_in(device, DIETITIAN)
    open_plan(page, "Meera")
    address = page.url
    page.fill("[name=description]", "Between me and my notes")
    expect_saved(page)
    page.context.clear_cookies()
    page = sign_in(device, COLLEAGUE)
    page.goto(address)
    expect(status(page)).not_to_have_text("")
    expect(page.locator("[name=description]")).not_to_have_value("Between me and my notes")
    expect(page.get_by_role("button", name="Restore")).to_have_count(0)


@pytest.mark.only_sqlite  # what a page looks like does not depend on the database
@pytest.mark.parametrize("width", [PHONE["width"], 1440])
def test_every_page_is_accessible_and_fits(practice: Server, chrome: Browser, width: int) -> None:
    context = chrome.new_context(
        base_url=practice.url, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    page = sign_in(context, DIETITIAN)
    faults: list[str] = []
    for address in (*PAGES, *links_to_records(page)):
        page.goto(address)
        page.wait_for_load_state("load")  # the network is never idle: the stream of events stays open
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{address}: scrolls sideways")
        faults += [f"{address}: {fault}" for fault in unfit(page, width)]
    context.close()
    assert faults == []


def unfit(page: Page, width: int) -> Iterator[str]:
    """What keeps somebody from using the page: everything in light; in the dark of a phone, contrasts."""
    axe = Axe()
    found = axe.run(page).response["violations"]
    if width == PHONE["width"]:
        page.emulate_media(color_scheme="dark")
        found += axe.run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
        page.emulate_media(color_scheme="light")
    return (f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found)


def links_to_records(page: Page) -> list[str]:
    """One page of each kind of record, and its editor."""
    mine = "?whose=mine"
    addresses: list[str] = []
    for section in ("/clients/", f"/diet-templates/{mine}", f"/meal-plan-templates/{mine}", "/meal-plans/"):
        page.goto(section)
        record = page.locator("main table a").first.get_attribute("href") or ""
        addresses += [record, f"{record}edit/"]
    return addresses
