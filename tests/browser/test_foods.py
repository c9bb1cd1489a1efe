"""A food of one's own, a recipe made with it, a menu with its figures, and a star that brings it first."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewDevice
from tests.browser.menus import MenuPage

WIDE = {"width": 1440, "height": 900}


def test_an_own_food_becomes_a_recipe_and_a_line_of_a_menu(new_device: NewDevice) -> None:
    page = new_device(viewport=WIDE).new_page()
    own = f"Zingmix {uuid4().hex[:6]}"
    page.goto("/foods/")
    page.get_by_role("link", name="New food").click()
    page.locator("[name=name]").fill(own)
    page.get_by_label("Energy").fill("400")
    page.get_by_label("Protein").fill("12,5")
    page.locator("[name=measure_1_label]").fill("scoop")
    page.locator("[name=measure_1_grams]").fill("25")
    page.get_by_role("button", name="Save food").click()
    expect(page.get_by_role("heading", name=own)).to_be_visible()
    expect(page.locator("main")).to_contain_text("400 kcal")

    dish = f"{own} porridge"
    page.goto("/foods/create-recipe/")
    page.locator("[name=name]").fill(dish)
    an_ingredient(page, own, own, "4")
    an_ingredient(page, "milk, toned", "Milk", "1")
    expect(page.locator("[data-weight]")).to_contain_text(re.compile(r"Raw weight: \d+ g"))
    page.locator("[name=cooked_g]").fill("200")
    page.locator("[name=servings]").fill("2")
    expect(page.locator("[data-autosave-text]")).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))
    page.get_by_role("button", name="Save recipe").click()
    expect(page.get_by_role("heading", name=dish)).to_be_visible()
    expect(page.locator("main")).to_contain_text("serving")
    energy = page.locator(".food-figures dd").first.inner_text()
    kcal_100_g = int(re.findall(r"\d+", energy)[0])
    assert kcal_100_g > 200  # 100 g of 400 kcal, and the milk, in 200 g

    editor = MenuPage(page).open(f"/diet-templates/create/?key={uuid4()}")
    editor.pick("Breakfast", dish.lower(), "1")
    line = editor.line("Breakfast").locator(".menu-figures")
    expect(line).to_have_text(re.compile(rf"100 g\s{kcal_100_g} kcal"))
    editor.meal("Lunch").get_by_role("button", name="Add food").click()
    editor.keys.type("zingmix")
    expect(editor.found).not_to_have_count(0)
    editor.keys.press("ArrowDown")
    second = editor.found.nth(1).locator(".menu-food-name").inner_text()
    with page.expect_response("**/star/"):
        editor.keys.press("Alt+Enter")
    expect(editor.found.nth(1)).to_contain_text("★")
    editor.keys.press("Backspace")
    expect(editor.found.first.locator(".menu-food-name")).to_have_text(second)
    page.goto("/foods/?kind=favourites")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name=f"Favourite: {second}").click()
    expect(page.get_by_role("heading", name="No food matches")).to_be_visible()


def an_ingredient(page: Page, query: str, name: str, quantity: str) -> None:
    """A line of the recipe with the first food that `query` finds."""
    page.get_by_role("button", name="Add ingredient").click()
    page.keyboard.type(query)
    expect(page.locator("[role=option]").first).to_contain_text(name)
    page.keyboard.press("Enter")
    page.keyboard.type(quantity)
