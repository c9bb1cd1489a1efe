"""The guard in the editor: foods of the search and lines are marked, however they came in; Save refuses them,
or keeps them for a reason. What the server makes of it is in tests/meal_plans/test_guard.py.
"""

import re
from copy import deepcopy
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage


def new_client(device: BrowserContext, name: str, *boxes: str) -> None:
    """A client for whom these boxes are ticked."""
    page = device.new_page()
    page.goto("/clients/create/")
    page.locator("#id_name").fill(name)
    for box in boxes:
        page.get_by_label(box, exact=True).check()
    page.locator(".form-bar .button-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.close()


def begin_plan(device: BrowserContext, whose: str) -> MenuPage:
    """The editor of a new plan for that client."""
    editor = MenuPage(device.new_page()).open(f"/meal-plans/create/?key={uuid4()}")
    editor.page.locator("#id_client").select_option(label=whose)
    editor.page.locator("#id_name").fill("Guarded")
    editor.page.locator("[name=start_date]").fill("2026-12-01")
    return editor


def marks(page: Page, tone: str) -> list[str]:
    """What the lines with that mark hold, in the order of the page."""
    lines = page.locator(f'.menu-item[data-guard="{tone}"] .menu-name')
    return [line.input_value() for line in lines.all()]


def test_a_blocked_food_is_seen_refused_and_kept_for_a_reason(new_device: NewDevice) -> None:
    device = new_device(viewport={"width": 1440, "height": 900})
    name = f"Milk {uuid4().hex[:6]}"
    new_client(device, name, "Milk")
    editor = begin_plan(device, name)
    editor.meal("Lunch").get_by_role("button", name="Add food").click()
    editor.keys.type("kheer")
    expect(editor.found.first).to_contain_text("contains Milk")
    editor.keys.press("Enter")
    line = editor.line("Lunch")
    expect(line).to_have_attribute("data-guard", "block")
    expect(line.locator(".menu-name")).to_have_attribute("aria-description", "contains Milk")
    summary = editor.page.locator(".menu-guard-summary")
    expect(summary).to_contain_text("1 line has to be changed, or needs a reason")
    editor.keys.type("1")
    editor.page.get_by_role("button", name="Save plan").click()
    expect(editor.page.locator(".menu-refusals")).to_contain_text(
        re.compile(rf"Day 1, Lunch, option 1, item 1 '.*': contains Milk, and {name} is allergic to it")
    )
    expect(line).to_have_attribute("data-guard", "block")
    line.get_by_role("button", name="Reason…").press("Enter")
    expect(editor.page.get_by_label("Reason", exact=True)).to_be_focused()
    editor.keys.type("Tolerates it baked")
    editor.page.get_by_role("button", name="Keep the food").press("Enter")
    expect(line).to_have_attribute("data-guard", "kept")
    expect(line).to_contain_text("kept despite Milk: Tolerates it baked")
    editor.page.get_by_role("button", name="Save plan").click()
    expect(editor.page.locator("main")).to_contain_text("“Tolerates it baked” Owner")


def test_every_way_in_is_marked(new_device: NewDevice) -> None:
    device = new_device(viewport={"width": 1440, "height": 900})
    name = f"Vegan {uuid4().hex[:6]}"
    new_client(device, name, "Vegan")
    editor = begin_plan(device, name)
    editor.pick("Lunch", "paneer", "1")
    food = editor.names("Lunch")[0]
    assert marks(editor.page, "warn") == [food]
    expect(editor.line("Lunch")).to_contain_text("not: Vegan")

    editor.choose(editor.line("Lunch").locator(".menu-more"), "Duplicate")
    assert marks(editor.page, "warn") == [food, food]

    editor.choose(editor.line("Lunch", 1).locator(".menu-more"), "Move to a new option")
    assert marks(editor.page, "warn") == [food, food]

    editor.choose(editor.line("Lunch").locator(".menu-more"), "Remove")
    assert marks(editor.page, "warn") == [food]
    editor.undo()
    assert marks(editor.page, "warn") == [food, food]

    menu = deepcopy(editor.menu)
    line = next(meal for meal in menu["days"][0]["meals"] if meal["slot"] == "lunch")["options"][0]["items"][
        0
    ]
    dinner = next(meal for meal in menu["days"][1]["meals"] if meal["slot"] == "dinner")["options"][0]
    dinner["items"].append({**line, "id": "tool"})
    editor.page.evaluate("(menu) => document.querySelector('menu-editor').commit(menu)", menu)  # any tool
    assert marks(editor.page, "warn") == [food] * 3

    dinner["items"].append({**line, "id": "elsewhere", "position": line["position"] + "z"})
    editor.receive(menu)  # a colleague, another tab, a version that was restored
    assert marks(editor.page, "warn") == [food] * 4
    expect(editor.page.locator(".menu-guard-summary")).to_contain_text("4 lines are against")

    editor.write("Breakfast", "Paneer without milk")
    assert marks(editor.page, "unchecked") == ["Paneer without milk"]

    editor.page.locator("#id_client").select_option(index=0)  # nobody: nothing to look for
    expect(editor.page.locator("[data-guard]")).to_have_count(0)
    editor.page.locator("#id_client").select_option(label=name)
    expect(editor.page.locator('[data-guard="warn"]')).to_have_count(4)
    editor.page.get_by_role("button", name="Save plan").click()
    expect(editor.page.locator("main")).to_contain_text("4 lines are marked")
