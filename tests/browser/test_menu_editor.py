"""Writing the lines of a menu: foods, amounts and figures, with a mouse, by keyboard alone, on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


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
    expect(quantity).to_have_attribute("aria-describedby", re.compile("menu-problem"))  # once the hand rests
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


def test_a_panel_stands_between_its_button_and_what_comes_after(editor: MenuPage) -> None:
    editor.write("Lunch", "rice")
    more = editor.line("Lunch").locator(".menu-more")
    more.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(editor.panel.get_by_role("button", name="Duplicate")).to_be_focused()
    editor.panel.get_by_label("Sodium").focus()
    editor.keys.press("Tab")
    expect(editor.line("Lunch").locator(".menu-quantity")).to_be_focused()
    expect(editor.panel).to_have_count(0)
    more.click()
    expect(editor.panel).to_be_visible()
    more.click()
    expect(editor.panel).to_have_count(0)
    expect(more).to_have_attribute("aria-expanded", "false")


def test_undo_puts_back_one_line_and_leaves_what_was_written_since(editor: MenuPage) -> None:
    editor.write("Lunch", "rice", "dal")
    editor.choose(editor.line("Lunch", 0).locator(".menu-more"), "Remove")
    editor.line("Lunch", 0).locator(".menu-quantity").fill("3")
    editor.undo()
    assert editor.names("Lunch") == ["rice", "dal"]
    expect(editor.line("Lunch", 1).locator(".menu-quantity")).to_have_value("3")


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
