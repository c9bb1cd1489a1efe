"""The shape of a menu: options, meals and days, copies of them, long plans, and what comes from elsewhere."""

import re
from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage

WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def editor(new_device: NewDevice) -> MenuPage:
    """A new menu of seven empty days."""
    return MenuPage.new(new_device(viewport=WIDE))


def test_an_option_counts_only_when_it_is_the_first(editor: MenuPage) -> None:
    editor.pick("Lunch", "roti", "2")
    counted = editor.meal("Lunch").locator(".menu-meal-kcal").inner_text()
    editor.choose(editor.meal("Lunch").locator(".menu-meal-head button"), "Add an option")
    expect(editor.focused).to_have_attribute("aria-label", "Food, Option 2, Lunch, Day 1")
    editor.keys.type("idli")
    editor.keys.press("Enter")
    expect(editor.focused).to_have_class("menu-quantity")
    expect(editor.meal("Lunch").locator(".menu-difference").nth(1)).to_have_text(
        re.compile(r"^[+−]\d+ kcal$")
    )
    assert editor.meal("Lunch").locator(".menu-meal-kcal").inner_text() == counted
    editor.choose(editor.meal("Lunch").locator(".menu-option-title").nth(1), "Move up")
    expect(editor.meal("Lunch").locator(".menu-meal-kcal")).not_to_have_text(counted)
    editor.choose(editor.line("Lunch", 0).locator(".menu-more"), "Move to Option 2")
    assert len(editor.menu["days"][0]["meals"][3]["options"]) == 2
    options = editor.meal("Lunch").locator(".menu-option")
    expect(options.nth(0).locator(".menu-item")).to_have_count(0)
    expect(options.nth(1).locator(".menu-item")).to_have_count(2)


def test_meals_are_added_where_their_time_belongs(editor: MenuPage) -> None:
    editor.choose(editor.days.first.get_by_role("button", name="Add meal to Day 1"), "Evening 18:00")
    expect(editor.focused).to_have_attribute("aria-label", "Food, Evening, Day 1")
    slots = [meal["slot"] for meal in editor.menu["days"][0]["meals"]]
    assert slots.index("evening") == slots.index("dinner") - 1
    editor.days.nth(1).get_by_role("gridcell", name="Add Evening to Day 2").click()
    expect(editor.focused).to_have_attribute("aria-label", "Food, Evening, Day 2")
    tops = [editor.meal("Evening", day).bounding_box() for day in (0, 1)]
    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] == tops[1]["y"]


def test_a_meal_of_ones_own(editor: MenuPage) -> None:
    editor.choose(editor.days.first.get_by_role("button", name="Add meal to Day 1"), "Custom meal")
    editor.panel.get_by_label("Name").fill("After the gym")
    editor.panel.get_by_label("Time").fill("17:15")
    editor.keys.press("Escape")
    meal = editor.meal("After the gym")
    expect(meal.locator(".menu-meal-time")).to_have_text("17:15")
    editor.choose(meal.locator(".menu-meal-head button"), "Remove meal")
    expect(meal).to_have_count(0)
    editor.undo()
    expect(meal).to_be_visible()


def test_days_are_named_added_doubled_moved_and_removed(editor: MenuPage) -> None:
    titles = editor.page.locator(".menu-day-name")
    titles.first.click()
    editor.panel.get_by_label("Label").fill("Monday")
    editor.panel.get_by_label("Note").fill("Weigh in first")
    editor.keys.press("Escape")
    expect(titles.first).to_have_text("Monday")
    expect(editor.days.first.locator(":scope > .menu-note")).to_have_text("Weigh in first")
    expect(editor.days.first).to_have_accessible_name("Monday")
    expect(editor.meal("Lunch")).to_have_accessible_name("Lunch, Monday")
    editor.choose(editor.page.locator(".menu-day-title").first, "Move later")
    assert titles.all_inner_texts()[:3] == ["Day 1", "Monday", "Day 3"]
    editor.choose(editor.page.locator(".menu-day-title").nth(1), "Duplicate")
    assert titles.all_inner_texts()[:4] == ["Day 1", "Monday", "Monday", "Day 4"]
    editor.choose(editor.page.locator(".menu-day-title").nth(1), "Remove day")
    assert titles.all_inner_texts()[:3] == ["Day 1", "Monday", "Day 3"]
    editor.undo()
    assert len(editor.menu["days"]) == 8
    editor.page.get_by_role("button", name="Add day").click()
    expect(titles).to_have_text(["Day 8", "Day 9"])
    expect(editor.page.locator(".menu-pager")).to_contain_text("Days 8–9 of 9")


def test_a_meal_is_copied_to_chosen_days(editor: MenuPage) -> None:
    editor.write("Lunch", "rice", "dal")
    editor.write("Lunch", "soup", day=2)
    editor.choose(editor.meal("Lunch").locator(".menu-meal-head button"), "Copy to days and meals")
    dialog = editor.page.get_by_role("dialog", name="Copy Lunch, Day 1")
    expect(dialog.get_by_role("button", name="Copy to 0 days")).to_be_disabled()
    dialog.get_by_label("Day 2", exact=True).check()
    dialog.get_by_label("Day 3", exact=True).check()
    dialog.get_by_label("Where there is something already").select_option("append")
    dialog.get_by_role("button", name="Copy to 2 days").click()
    assert [editor.names("Lunch", day) for day in range(4)] == [
        ["rice", "dal"],
        ["rice", "dal"],
        ["soup", "rice", "dal"],
        [],
    ]
    editor.undo()
    assert [editor.names("Lunch", day) for day in range(3)] == [["rice", "dal"], [], ["soup"]]


def test_a_day_is_copied_to_all_others(editor: MenuPage) -> None:
    editor.write("Lunch", "rice")
    editor.write("Dinner", "khichdi")
    editor.write("Dinner", "soup", day=6)
    editor.choose(editor.page.locator(".menu-day-title").first, "Copy to days and meals")
    dialog = editor.page.get_by_role("dialog", name="Copy Day 1")
    dialog.get_by_role("button", name="All", exact=True).click()
    dialog.get_by_role("button", name="Copy to 6 days").press("Enter")
    assert [editor.names("Dinner", day) for day in range(7)] == [["khichdi"]] * 7
    ids = [node["id"] for day in editor.menu["days"] for node in day["meals"]]
    assert len(set(ids)) == len(ids)
    editor.expect_saved()


def test_a_long_plan_shows_a_week_at_a_time(editor: MenuPage) -> None:
    menu = editor.menu
    editor.receive({**menu, "days": [day_like(menu["days"][0], number) for number in range(30)]})
    expect(editor.days).to_have_count(7)
    editor.page.get_by_role("button", name="Week after").click()
    expect(editor.page.locator(".menu-pager")).to_contain_text("Days 8–14 of 30")
    expect(editor.page.locator(".menu-day-name").first).to_have_text("Number 8")
    for _week in range(3):
        editor.page.get_by_role("button", name="Week after").click()
    expect(editor.days).to_have_count(2)
    expect(editor.page.get_by_role("button", name="Week after")).to_be_disabled()
    editor.write("Lunch", "rice", day=1)
    assert editor.menu["days"][29]["meals"][3]["options"][0]["items"][0]["name"] == "rice"


def day_like(day: dict[str, Any], number: int) -> dict[str, Any]:
    """A copy of `day` that comes `number` days later."""
    return {
        **deepcopy(day),
        "id": f"day-{number}",
        "position": f"i{number:02}i",
        "label": f"Number {number + 1}",
    }


def test_news_from_elsewhere_leave_the_field_one_types_in_alone(editor: MenuPage) -> None:
    editor.write("Lunch", "rice", "dal")
    name = editor.lines("Lunch").nth(1)
    name.focus()
    editor.keys.press("Home")
    editor.keys.press("ArrowRight")
    menu = deepcopy(editor.menu)
    items = menu["days"][0]["meals"][3]["options"][0]["items"]
    items[0]["name"] = "brown rice"
    items[1]["quantity"] = 2
    items.insert(0, {**items[0], "id": "first", "position": "1", "name": "soup"})
    menu["days"][0]["meals"][3]["note"] = "from a colleague"
    editor.receive(menu)
    assert editor.names("Lunch") == ["soup", "brown rice", "dal"]
    expect(editor.lines("Lunch").nth(2)).to_be_focused()
    expect(editor.line("Lunch", 2).locator(".menu-quantity")).to_have_value("2")
    editor.keys.type("h")
    expect(editor.lines("Lunch").nth(2)).to_have_value("dhal")


def test_what_a_save_refused_is_found_from_the_summary(editor: MenuPage) -> None:
    editor.page.fill("[name=name]", "Ten days")
    menu = editor.menu
    editor.receive({**menu, "days": [day_like(menu["days"][0], number) for number in range(10)]})
    editor.page.get_by_role("button", name="Week after").click()
    editor.write("Dinner", "soup", day=2)
    editor.line("Dinner", 0, day=2).locator(".menu-quantity").fill("-1")
    editor.page.get_by_role("button", name="Save template").click()
    editor.page.get_by_role(
        "link", name=re.compile(r"^Day 10 \(Number 10\), Dinner.*must not be negative")
    ).click()
    quantity = editor.line("Dinner", 0, day=2).locator(".menu-quantity")
    expect(editor.lines("Dinner", day=2).first).to_be_focused()
    expect(quantity).to_have_value("-1")
    expect(quantity).to_have_attribute("aria-invalid", "true")
    quantity.fill("1")
    expect(quantity).not_to_have_attribute("aria-invalid", "true")
    editor.page.get_by_role("button", name="Save template").click()
    expect(editor.page.get_by_role("heading", name="Ten days")).to_be_visible()
