"""Editing at speed: undo and redo, choosing several, copying to days and meals, arrow keys, dragging."""

from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage
from tests.browser.test_menu_editor import faults

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def test_a_week_is_written_by_keyboard_alone(new_device: NewDevice) -> None:
    """Arrow keys to a cell, a letter begins a line, Shift+arrows choose; copied, removed, undone, redone."""
    editor = MenuPage.new(new_device(viewport=WIDE))
    editor.meal("Lunch").focus()
    expect(editor.focused).to_have_attribute("tabindex", "0")
    for key, name in (
        ("ArrowRight", "Lunch, Day 2"),
        ("ArrowUp", "Mid morning, Day 2"),
        ("Home", "Mid morning, Day 1"),
        ("ArrowDown", "Lunch, Day 1"),
    ):
        editor.keys.press(key)
        expect(editor.focused).to_have_accessible_name(name)
    for name in ("rice", "dal", "curd"):
        editor.keys.type(name)  # its first letter makes the line
        editor.keys.press("Escape")  # closes the list
        editor.keys.press("Escape")  # leaves the field
        expect(editor.focused).to_have_accessible_name(f"{name},")
    assert editor.names("Lunch") == ["rice", "dal", "curd"]
    editor.keys.press("Shift+ArrowUp")
    bar = editor.page.get_by_role("toolbar", name="Selection")
    expect(bar.get_by_role("status")).to_have_text("2 foods selected")
    editor.keys.press("Control+c")
    editor.keys.press("Escape")
    editor.keys.press("Escape")
    expect(editor.focused).to_have_accessible_name("Lunch, Day 1")
    editor.keys.press("ArrowRight")
    editor.keys.press("Control+v")
    assert editor.names("Lunch", 1) == ["dal", "curd"]
    editor.keys.press("Delete")  # what was pasted is still chosen
    assert editor.names("Lunch", 1) == []
    for expected in (["dal", "curd"], []):
        editor.keys.press("Control+z")
        assert editor.names("Lunch", 1) == expected
    editor.keys.press("Control+z")
    assert editor.names("Lunch") == ["rice", "dal"]
    editor.keys.press("Control+Shift+z")
    assert editor.names("Lunch") == ["rice", "dal", "curd"]
    editor.keys.press("Control+y")
    assert editor.names("Lunch", 1) == ["dal", "curd"]
    undo = editor.page.locator("[data-action=undo]")
    undo.hover()
    expect(undo).to_have_attribute("title", "Undo (Ctrl+Z) · Pasted: 2 foods")
    editor.expect_saved()


def test_a_meal_goes_to_chosen_days_and_meals_as_one_step(new_device: NewDevice) -> None:
    editor = MenuPage.new(new_device(viewport=WIDE))
    editor.write("Lunch", "rice", "dal")
    editor.write("Dinner", "soup", day=2)
    editor.choose(editor.meal("Lunch").locator(".menu-meal-head button"), "Copy to days and meals")
    dialog = editor.page.get_by_role("dialog", name="Copy Lunch, Day 1")
    expect(dialog.get_by_role("button", name="Copy to 0 days")).to_be_disabled()
    dialog.get_by_label("Day 2", exact=True).check()
    dialog.get_by_label("Dinner, Day 3").check()
    expect(dialog.get_by_role("status")).to_have_text("1 empty meal filled · 1 meal replaced")
    expect(dialog.get_by_role("listitem")).to_have_text("Day 3, now Dinner: soup")
    assert faults(editor) == []
    dialog.get_by_label("Where there is something already").select_option("append")
    dialog.get_by_role("button", name="Copy to 2 days").click()
    assert [editor.names("Lunch", 1), editor.names("Dinner", 2)] == [["rice", "dal"], ["soup", "rice", "dal"]]
    editor.undo()
    assert [editor.names("Lunch", 1), editor.names("Dinner", 2)] == [[], ["soup"]]
    editor.choose(editor.page.locator(".menu-day-title").first, "Copy this week")
    weeks = editor.page.get_by_role("dialog", name="Copy days 1–7")
    weeks.get_by_label("A new week at the end", exact=True).check()
    editor.page.get_by_role("button", name="Copy to 7 days").click()
    assert len(editor.menu["days"]) == 14
    assert editor.menu["days"][7]["meals"][3]["options"][0]["items"][0]["name"] == "rice"


def test_lines_and_meals_are_dragged_and_a_click_is_no_drag(new_device: NewDevice) -> None:
    editor = MenuPage.new(new_device(viewport=WIDE))
    editor.write("Lunch", "rice", "dal")
    editor.write("Dinner", "soup")
    mouse = editor.page.mouse
    editor.line("Lunch", 0).locator(".menu-more").hover()
    mouse.down()
    editor.line("Dinner", 0).locator(".menu-name").hover(position={"x": 20, "y": 2})
    mouse.up()
    assert [editor.names("Lunch"), editor.names("Dinner")] == [["dal"], ["rice", "soup"]]
    expect(editor.panel).to_have_count(0)
    editor.line("Lunch", 0).locator(".menu-name").click(modifiers=["Control"])
    editor.line("Dinner", 1).locator(".menu-name").click(modifiers=["Control"])
    editor.line("Dinner", 1).locator(".menu-more").hover()
    mouse.down()
    editor.meal("Lunch", 2).hover()
    mouse.up()
    assert editor.names("Lunch", 2) == ["dal", "soup"]
    assert [editor.names("Lunch"), editor.names("Dinner")] == [[], ["rice"]]
    editor.undo()
    editor.meal("Dinner").locator(".menu-meal-head button").hover()
    mouse.down()
    editor.meal("Breakfast", 1).hover()
    mouse.up()
    expect(editor.meal("Dinner")).to_have_count(0)
    assert editor.names("Dinner", 1) == ["rice", "soup"]
    editor.keys.press("Escape")
    editor.page.locator("[data-action=undo]").click()
    editor.line("Lunch", 0).locator(".menu-more").click()
    expect(editor.panel).to_be_visible()


def test_a_phone_selects_with_checkboxes(new_device: NewDevice) -> None:
    editor = MenuPage.new(new_device(viewport=PHONE, has_touch=True, is_mobile=True))
    editor.write("Lunch", "rice", "dal", "curd")
    editor.page.get_by_role("button", name="Select", exact=True).tap()
    editor.page.get_by_role("checkbox", name="Select rice").tap()
    editor.page.get_by_role("checkbox", name="Select curd").tap()
    bar = editor.page.get_by_role("toolbar", name="Selection")
    expect(bar.get_by_role("status")).to_have_text("2 foods selected")
    assert faults(editor) == []
    bar.get_by_role("button", name="Cut").tap()
    assert editor.names("Lunch") == ["dal"]
    editor.page.get_by_role("checkbox", name="Select Dinner").tap()
    bar.get_by_role("button", name="Paste").tap()
    assert editor.names("Dinner") == ["rice", "curd"]
    bar.get_by_role("button", name="Done").tap()
    expect(editor.page.get_by_role("checkbox", name="Select Dinner")).to_have_count(0)
    assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
