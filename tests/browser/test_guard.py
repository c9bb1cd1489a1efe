"""The guard in the editor: foods of the search and lines are marked, however they came in; Save refuses them,
or keeps them for a reason. What the server makes of it is in tests/meal_plans/test_guard.py.
"""

import re
from copy import deepcopy
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage
from tests.browser.test_bulk_tools import open_tool


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


def paste_and_replace(editor: MenuPage, food: str, tone: str) -> None:
    """The food comes into the third day by a pasted row, and in place of another food; both are marked."""
    paste = open_tool(editor, "Paste rows")
    paste.get_by_label("Rows").fill(f"Day\tMeal\tFood\tQty\tUnit\n3\tDinner\t{food}\t100\tg")
    paste.get_by_role("button", name="Place 1 row").click()
    expect(editor.line("Dinner", day=2)).to_have_attribute("data-guard", tone)

    editor.pick("Breakfast", "bajra roti", "2", day=2)
    harmless = editor.names("Breakfast", day=2)[0]
    expect(editor.line("Breakfast", day=2)).not_to_have_attribute("data-guard", tone)
    replace = open_tool(editor, "Find and replace")
    replace.get_by_label("Which food").select_option(label=f"{harmless} (1 line)")
    replace.get_by_label("The other food").press_sequentially(food)
    found = replace.locator("[role=option]", has_text=food).first
    expect(found.locator(".menu-food-guard")).to_be_visible()
    found.click()
    replace.get_by_role("button", name="Change 1 line").click()
    assert editor.names("Breakfast", day=2) == [food]
    expect(editor.line("Breakfast", day=2)).to_have_attribute("data-guard", tone)


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
    paste_and_replace(editor, editor.names("Lunch")[0], "block")
    editor.page.get_by_role("button", name="Save plan").click()
    refusals = editor.page.locator(".menu-refusals")
    for place in ("Day 3, Breakfast", "Day 3, Dinner"):
        expect(refusals).to_contain_text(re.compile(rf"{place}, option 1, item 1 '.*': contains Milk"))
    expect(refusals).to_contain_text(
        re.compile(rf"Day 1, Lunch, option 1, item 1 '.*': contains Milk, and {name} is allergic to it")
    )
    expect(line).to_have_attribute("data-guard", "block")
    line.get_by_role("button", name="Reason…").press("Enter")
    expect(editor.page.get_by_label("Reason", exact=True)).to_be_focused()
    editor.keys.type("Tolerates it baked")
    editor.page.get_by_role("button", name="Keep the food").press("Enter")
    expect(line).to_have_attribute("data-guard", "kept")
    expect(line).to_contain_text("kept despite Milk: Tolerates it baked")
    expect(editor.page.locator('[data-guard="kept"]')).to_have_count(3)  # a reason is given for the food
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

    paste_and_replace(editor, food, "warn")
    editor.write("Breakfast", "Paneer without milk")
    assert marks(editor.page, "unchecked") == ["Paneer without milk"]

    editor.page.locator("#id_client").select_option(index=0)  # nobody: nothing to look for
    expect(editor.page.locator("[data-guard]")).to_have_count(0)
    editor.page.locator("#id_client").select_option(label=name)
    expect(editor.page.locator('[data-guard="warn"]')).to_have_count(6)
    editor.page.get_by_role("button", name="Save plan").click()
    expect(editor.page.locator("main")).to_contain_text("6 lines are marked")
