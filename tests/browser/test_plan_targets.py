"""From a client's targets to a plan that is measured against them, and waits over a holiday."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from apps.demo.people import DIETITIAN
from tests.browser.practice import add_food, demo_server, expect_saved, meal, sign_in


@pytest.fixture
def page(tmp_path: Path, demo_database: Path | None, chrome: Browser) -> Iterator[Page]:
    """A dietitian of the demo practice."""
    server = demo_server(tmp_path, demo_database)
    context = chrome.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
    yield sign_in(context, DIETITIAN)
    context.close()
    server.kill()


def work_out(page: Page) -> None:
    """Targets of Lakshmi, to keep her weight."""
    page.goto("/clients/?q=Lakshmi")
    page.locator("main table a").first.click()
    page.get_by_role("link", name="Work out targets").click()
    for name, value in {"weight_kg": "70", "height_cm": "170", "age": "40", "pal": "1.5"}.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Work out").click()
    expect(page.locator("main")).to_contain_text("Am J Clin Nutr 1990")
    expect(page.locator("[name=target_kcal]")).to_have_value("2100")  # 1,401.5 × 1.5
    page.get_by_role("button", name="Keep as the client").click()
    expect(page.locator("main")).to_contain_text("2,100")


def test_targets_become_ranges_and_a_holiday_is_passed_over(page: Page) -> None:
    work_out(page)
    page.get_by_role("link", name="New plan").click()
    expect(page.locator("[name=kcal_min]")).to_have_value(re.compile(r"^(1990|2000)$"))
    page.fill("[name=name]", "Week with a holiday")
    page.fill("[name=start_date]", "2027-12-01")
    head = page.locator(".menu-day-number")
    expect(head.nth(2)).to_contain_text(re.compile(r"3 Dec|Dec 3"))
    add_food(page, meal(page, 0, "Breakfast"), "idli", "Idli", "3")
    energy = page.locator(".menu-day").first.locator("[data-key=kcal]")
    expect(energy).to_have_attribute("data-verdict", "below")
    page.get_by_role("button", name="More nutrients").click()
    fibre = page.locator(".menu-day").first.locator("[data-key=fibre_g]")
    expect(fibre).to_be_visible()
    page.fill("[name=fibre_g_max]", "1")
    expect(fibre).to_have_attribute("data-verdict", "above")
    expect_saved(page)
    page.get_by_role("button", name="Save plan").click()
    expect(page.get_by_role("heading", name="Week with a holiday")).to_be_visible()

    page.get_by_role("link", name="Freeze days").click()
    page.fill("[name=first]", "2027-12-03")
    page.fill("[name=last]", "2027-12-04")
    page.get_by_role("button", name="Show what would move").click()
    expect(page.get_by_role("heading", name="5 days would move")).to_be_visible()
    page.get_by_role("button", name="Freeze these days").click()
    page.get_by_role("link", name="To the plan").click()
    expect(page.locator("main")).to_contain_text("9 Dec 2027")
    page.get_by_role("link", name="Freeze days").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("None: the days follow one another.")
