"""A meal of a template is kept and put into a plan, whose guard says what is in it; Undo takes it out."""

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage
from tests.browser.test_guard import begin_plan, marks, new_client

# Its keys come a moment after the page, with modules of their own.
KEYS_ARE_HEARD = """async () => {
    while (!document.querySelector("menu-editor").hands) await new Promise(requestAnimationFrame);
}"""


def test_a_kept_meal_is_inserted_guarded_and_undone(new_device: NewDevice) -> None:
    device = new_device(viewport={"width": 1440, "height": 900})
    name, client = f"Sweet lunch {uuid4().hex[:6]}", f"Milk {uuid4().hex[:6]}"
    template = MenuPage.new(device)
    template.pick("Lunch", "kheer", "1")
    food = template.names("Lunch")[0]
    template.choose(template.meal("Lunch").locator(".menu-meal-head button"), "Keep this meal…")
    dialog = template.page.get_by_role("dialog", name="Keep as a saved meal")
    field = dialog.get_by_label("Name", exact=True)
    expect(field).to_have_value(food)
    field.fill(name)
    template.keys.press("Enter")
    expect(template.page.locator(".toast")).to_contain_text(f"Kept: {name}")
    template.page.close()

    new_client(device, client, "Milk")
    plan = begin_plan(device, client)
    plan.meal("Dinner").focus()
    plan.page.evaluate(KEYS_ARE_HEARD)
    plan.keys.press("+")
    dialog = plan.page.get_by_role("dialog", name="Insert a saved meal")
    expect(dialog.get_by_role("combobox", name="Search")).to_be_focused()
    plan.keys.type(name)
    option = dialog.get_by_role("option")
    expect(option).to_have_count(1)
    expect(option).to_contain_text(re.compile(rf"{name}.*\d kcal.*contains Milk"))
    plan.keys.press("Enter")
    expect(plan.line("Dinner")).to_have_attribute("data-guard", "block")
    assert marks(plan.page, "block") == [food]
    expect(plan.page.locator(".menu-guard-summary")).to_contain_text("1 line has to be changed")
    expect(plan.days.first.locator('[data-key="kcal"]')).not_to_contain_text("?")
    plan.expect_saved()
    plan.undo()
    expect(plan.lines("Dinner")).to_have_count(0)
    expect(plan.page.locator("[data-guard]")).to_have_count(0)
