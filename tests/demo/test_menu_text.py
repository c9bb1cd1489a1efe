"""Menus written as text become menu documents; a line that cannot be read is named."""

from uuid import UUID

import pytest

from apps.demo.menu_text import MenuTextError, TableFood, parse_menu

KEY = UUID(int=7)
FOODS = {
    "idli": TableFood("id-of-idli", "Idli", {"idli, medium": 40.0, "g": 1.0}),
    "sambar": TableFood("id-of-sambar", "Sambar", {"katori": 150.0}),
}


def test_days_meals_options_and_items_are_read() -> None:
    menu = parse_menu(
        "# remark\nday Monday\nbreakfast: idli 3 idli, medium; sambar 0.5 katori | idli 100 g\n",
        key=KEY,
        foods=FOODS,
    )
    [day] = menu["days"]
    [meal] = day["meals"]
    first, second = meal["options"]
    assert (day["label"], meal["slot"], meal["time"]) == ("Monday", "breakfast", "09:00")
    assert [(item["name"], item["quantity"], item["measure"], item["grams"]) for item in first["items"]] == [
        ("Idli", 3, "idli, medium", 120.0),
        ("Sambar", 0.5, "katori", 75.0),
    ]
    assert second["items"][0]["grams"] == 100


def test_a_day_needs_no_name() -> None:
    assert parse_menu("day\nlunch: sambar 1 katori", key=KEY, foods=FOODS)["days"][0]["label"] == ""


def test_the_same_key_gives_the_same_document() -> None:
    text = "day Monday\nlunch: sambar 1 katori\n"
    assert parse_menu(text, key=KEY, foods=FOODS) == parse_menu(text, key=KEY, foods=FOODS)


@pytest.mark.parametrize(
    "text",
    [
        "lunch: sambar 1 katori",
        "day Monday\nelevenses: sambar 1 katori",
        "day Monday\nlunch: rasam 1 katori",
        "day Monday\nlunch: sambar one katori",
        "day Monday\nlunch: sambar 1 bucket",
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(MenuTextError):
        parse_menu(text, key=KEY, foods=FOODS)
