"""Writing a menu: foods, amounts, options, meals and days, with a mouse, by keyboard alone, on a phone."""

import re
from copy import deepcopy
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage, load_foods
from tests.browser.server import Person, Server

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module", autouse=True)
def foods(prepared: tuple[Server, dict[str, Person]]) -> None:
    """The starter table."""
    load_foods(prepared[0])


@pytest.fixture
def editor(new_device: NewDevice) -> MenuPage:
    """A new menu of seven empty days."""
    return MenuPage.new(new_device(viewport=WIDE))


def test_a_food_is_found_picked_and_counted_by_keyboard_alone(editor: MenuPage) -> None:
    editor.meal("Breakfast").get_by_role("button", name="Add food").press("Enter")
    expect(editor.focused).to_have_attribute("aria-label", "Food, Breakfast, Day 1")
    editor.keys.type("idli")
    field, options = editor.lines("Breakfast").first, editor.found
    expect(options.first).to_contain_text("Idli")
    expect(options.first).to_contain_text(re.compile(r"\d+ g: \d+ kcal"))
    expect(field).to_have_attribute("aria-expanded", "true")
    assert options.first.get_attribute("id") == field.get_attribute("aria-activedescendant")
    editor.keys.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    editor.keys.press("ArrowUp")
    editor.keys.press("Enter")
    expect(options).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value(re.compile("^Idli"))
    expect(editor.focused).to_have_class("menu-quantity")
    editor.keys.type("3")
    item = editor.menu["days"][0]["meals"][1]["options"][0]["items"][0]
    assert item["food_id"]
    assert item["quantity"] == 3
    assert item["grams"] > 0
    expect(editor.line("Breakfast").locator(".menu-figures")).to_have_text(re.compile(r"\d+ g\s\d+ kcal"))
    expect(editor.days.first.locator("[data-key=kcal] .menu-amount")).not_to_have_text("0")
    editor.expect_saved()


def test_enter_before_the_answer_picks_from_it(editor: MenuPage) -> None:
    held: list[Route] = []
    editor.page.route("**/api/foods/?*q=*", lambda route: held.append(route))
    editor.meal("Lunch").get_by_role("button", name="Add food").click()
    editor.keys.type("roti")
    editor.keys.press("Enter")
    expect(editor.focused).to_have_class("menu-name")
    editor.page.wait_for_timeout(300)
    held[-1].continue_()
    expect(editor.focused).to_have_class("menu-quantity")
    expect(editor.lines("Lunch").first).to_have_value(re.compile("^Roti"))


def test_enter_goes_on_from_line_to_line(editor: MenuPage) -> None:
    editor.pick("Lunch", "roti", "2")
    editor.keys.press("Enter")
    expect(editor.lines("Lunch")).to_have_count(2)
    expect(editor.lines("Lunch").nth(1)).to_be_focused()
    editor.keys.press("Shift+Tab")
    expect(editor.lines("Lunch")).to_have_count(1)
    assert len(editor.menu["days"][0]["meals"][3]["options"][0]["items"]) == 1
    assert "/create/" in editor.page.url


def test_what_no_food_is_called_stays_as_it_was_typed(editor: MenuPage) -> None:
    editor.meal("Lunch").get_by_role("button", name="Add food").click()
    editor.keys.type("salad of the house")
    expect(editor.page.locator(".menu-foods-note")).to_contain_text("stays as you typed it")
    editor.keys.press("Escape")
    editor.keys.press("Enter")
    editor.keys.type("1")
    expect(editor.line("Lunch").locator(".menu-figures")).to_have_text("? kcal")
    expect(editor.meal("Lunch").locator(".menu-meal-kcal")).to_have_text("? kcal")
    editor.line("Lunch").locator(".menu-more").click()
    editor.panel.get_by_label("Energy").fill("120")
    editor.panel.get_by_label("Note").fill("without dressing")
    editor.keys.press("Escape")
    expect(editor.line("Lunch").locator(".menu-more")).to_be_focused()
    expect(editor.line("Lunch").locator(".menu-figures")).to_have_text("120 kcal")
    expect(editor.line("Lunch").locator(".menu-note")).to_have_text("without dressing")
    item = editor.menu["days"][0]["meals"][3]["options"][0]["items"][0]
    assert item["food_id"] is None
    assert item["nutrients"] == {"kcal": 120}


def test_typing_over_a_food_parts_from_its_figures_and_escape_brings_it_back(editor: MenuPage) -> None:
    editor.pick("Lunch", "roti", "2")
    figures = editor.line("Lunch").locator(".menu-figures")
    counted = figures.inner_text()
    name = editor.lines("Lunch").first
    food = name.input_value()
    name.click()
    editor.keys.press("End")
    editor.keys.type(" xyzzy")
    expect(figures).to_have_text("? kcal")
    editor.keys.press("Escape")  # closes the list
    expect(name).to_have_value(f"{food} xyzzy")
    editor.keys.press("Escape")
    expect(name).to_have_value(food)
    assert figures.inner_text() == counted


def test_an_amount_that_is_none_yet_is_kept_and_flagged(editor: MenuPage) -> None:
    editor.pick("Lunch", "roti", "1/")
    quantity = editor.line("Lunch").locator(".menu-quantity")
    expect(quantity).to_have_attribute("aria-invalid", "true")
    note = editor.page.locator(f"#{quantity.get_attribute('aria-describedby')}")
    expect(note).to_have_text("“1/” is not an amount")
    editor.expect_saved()
    editor.open(editor.page.url)
    expect(quantity).to_have_value("1/")
    quantity.press("End")
    editor.keys.type("2")
    expect(quantity).not_to_have_attribute("aria-invalid", "true")
    expect(note).to_have_count(0)
    assert editor.menu["days"][0]["meals"][3]["options"][0]["items"][0]["quantity"] == 0.5
    expect(quantity).to_have_value("1/2")


def test_another_measure_weighs_something_else(editor: MenuPage) -> None:
    editor.pick("Lunch", "toor dal", "1")
    measure, figures = (
        editor.line("Lunch").locator(".menu-measure"),
        editor.line("Lunch").locator(".menu-figures"),
    )
    before = figures.inner_text()
    measure.focus()
    assert measure.locator("option").count() > 2
    measure.select_option("g")
    expect(figures).to_have_text(re.compile(r"^1 g"))
    assert figures.inner_text() != before
    measure.blur()
    expect(measure.locator("option")).to_have_count(1)


def test_days_are_measured_against_the_ranges_of_the_form(editor: MenuPage) -> None:
    editor.pick("Lunch", "roti", "2")
    kcal = editor.days.first.locator("[data-key=kcal]")
    expect(kcal).to_have_attribute("data-verdict", "none")
    editor.page.fill("[name=kcal_min]", "1300")
    editor.page.fill("[name=kcal_max]", "1500")
    expect(kcal).to_have_attribute("data-verdict", "below")
    expect(kcal.locator(".menu-target")).to_have_text("1,300–1,500")
    totals = editor.days.first.locator(".menu-totals")
    words = re.compile(r"^Totals of Day 1: Energy \d+ kcal, below the target of 1,300–1,500")
    expect(totals).to_have_attribute("aria-description", words)
    editor.line("Lunch").locator(".menu-quantity").fill("40")
    expect(kcal).to_have_attribute("data-verdict", "above")
    totals.click()
    expect(editor.panel.get_by_role("row", name="Sodium")).to_be_visible()
    expect(editor.days.nth(1).locator("[data-key=kcal]")).to_have_attribute("data-verdict", "none")


def test_lines_move_and_go_by_keys_and_the_focus_stays_with_them(editor: MenuPage) -> None:
    editor.write("Lunch", "rice", "dal", "curd")
    editor.lines("Lunch").nth(2).focus()
    editor.keys.press("Alt+Shift+ArrowUp")
    assert editor.names("Lunch") == ["rice", "curd", "dal"]
    expect(editor.lines("Lunch").nth(1)).to_be_focused()
    editor.keys.press("Alt+Shift+ArrowDown")
    editor.keys.press("Alt+Shift+ArrowDown")
    assert editor.names("Lunch") == ["rice", "dal", "curd"]
    editor.keys.press("Alt+Shift+Delete")
    assert editor.names("Lunch") == ["rice", "dal"]
    expect(editor.lines("Lunch").nth(1)).to_be_focused()
    editor.undo()
    assert editor.names("Lunch") == ["rice", "dal", "curd"]


def test_lines_move_go_and_are_doubled_by_their_panel(editor: MenuPage) -> None:
    editor.write("Lunch", "rice", "dal")
    editor.choose(editor.line("Lunch", 1).locator(".menu-more"), "Move up")
    assert editor.names("Lunch") == ["dal", "rice"]
    editor.choose(editor.line("Lunch", 0).locator(".menu-more"), "Duplicate")
    assert editor.names("Lunch") == ["dal", "dal", "rice"]
    editor.choose(editor.line("Lunch", 0).locator(".menu-more"), "Remove")
    assert editor.names("Lunch") == ["dal", "rice"]
    expect(editor.page.get_by_role("status").filter(has_text="Removed: Day 1 › Lunch › dal")).to_be_visible()


def test_undo_puts_back_one_line_and_leaves_what_was_written_since(editor: MenuPage) -> None:
    editor.write("Lunch", "rice", "dal")
    editor.choose(editor.line("Lunch", 0).locator(".menu-more"), "Remove")
    editor.line("Lunch", 0).locator(".menu-quantity").fill("3")
    editor.undo()
    assert editor.names("Lunch") == ["rice", "dal"]
    expect(editor.line("Lunch", 1).locator(".menu-quantity")).to_have_value("3")


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
    editor.days.nth(1).get_by_role("button", name="Add Evening to Day 2").click()
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
    editor.choose(editor.meal("Lunch").locator(".menu-meal-head button"), "Copy to other days")
    dialog = editor.page.get_by_role("dialog", name="Copy Lunch, Day 1")
    expect(dialog.get_by_role("button", name="Copy to 0 days")).to_be_disabled()
    dialog.get_by_label("Day 2").check()
    dialog.get_by_label("Day 3").check()
    dialog.get_by_label("Where those days have meals already").select_option("append")
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
    editor.choose(editor.page.locator(".menu-day-title").first, "Copy to other days")
    dialog = editor.page.get_by_role("dialog", name="Copy Day 1")
    dialog.get_by_role("button", name="All").click()
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


def test_a_phone_shows_one_day_without_scrolling_sideways(new_device: NewDevice) -> None:
    editor = MenuPage.new(new_device(viewport=PHONE, has_touch=True, is_mobile=True))
    visible = editor.page.locator(".menu-day:visible")
    expect(visible).to_have_count(1)
    tab = editor.page.get_by_role("group", name="Days").get_by_role("button", name="Day 3")
    tab.tap()
    expect(visible).to_have_accessible_name("Day 3")
    expect(tab).to_have_attribute("aria-pressed", "true")
    editor.meal("Lunch", day=2).get_by_role("button", name="Add food").tap()
    editor.keys.type("idli")
    editor.found.first.tap()
    expect(editor.focused).to_have_class("menu-quantity")
    assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = editor.page.evaluate(
        """() => [...document.querySelectorAll(".menu-week :is(button, input, select)")]
            .filter((control) => control.checkVisibility())
            .filter((control) => control.getBoundingClientRect().height < 43.5)
            .map((control) => control.className)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_to_mend_for_assistive_technology(new_device: NewDevice, scheme: str) -> None:
    editor = MenuPage.new(new_device(viewport=WIDE, color_scheme=scheme, reduced_motion="reduce"))
    editor.pick("Lunch", "roti", "x")
    for opener in (
        ".menu-more",
        ".menu-meal-head button",
        ".menu-day-title",
        ".menu-totals",
        ".menu-day-foot button",
    ):
        editor.page.locator(opener).first.click()
        expect(editor.panel).to_be_visible()
        assert faults(editor) == []
        editor.keys.press("Escape")
    editor.lines("Lunch").first.select_text()
    editor.keys.type("dal")
    expect(editor.found.first).to_be_visible()
    assert faults(editor) == []


def faults(editor: MenuPage) -> list[str]:
    """What axe finds."""
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in Axe().run(editor.page).response["violations"]
    ]
