"""A change path in the words of the person who has to choose."""

import pytest

from apps.menus.paths import describe_path
from tests.menus.build import day, item, meal, menu, option

MONDAY = day("Monday", meal("lunch", option(item("Dal"), item("")), name=""))
SECOND = day("", meal("custom", option(), option(item("Rice")), name="After yoga"))
MENU = menu(MONDAY, SECOND)
ITEM = "days/d1/meals/m1/options/o1/items"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("days/d1/label", "Monday: label"),
        ("days/d2", "Day 2"),
        ("days/d1/meals/m1/note", "Monday › Lunch: note"),
        ("days/d1/meals/m1/position", "Monday › Lunch: order"),
        (f"{ITEM}/i1/quantity", "Monday › Lunch › Dal: quantity"),
        (f"{ITEM}/i1", "Monday › Lunch › Dal"),
        (f"{ITEM}/i1/nutrients/kcal", "Monday › Lunch › Dal: nutrients Energy"),
        (f"{ITEM}/i2/name", "Monday › Lunch › item 2: name"),
        ("days/d2/meals/m1/options/o2/items/i1/grams", "Day 2 › After yoga › option 2 › Rice: grams"),
        ("", "the whole menu"),
        ("schema", "format version"),
        ("days/gone/label", "'gone' label"),
    ],
)
def test_in_words(path: str, words: str) -> None:
    assert describe_path(path, [MENU]) == words


def test_a_node_that_was_removed_has_its_name_in_an_older_menu() -> None:
    without = menu(day("Tuesday renamed", meal("lunch", option())), SECOND)
    assert describe_path(f"{ITEM}/i1", [without, MENU]) == "Monday › Lunch › Dal"


def test_the_newest_name_is_used() -> None:
    renamed = menu(day("Montag", meal("lunch", option(item("Dal")))))
    assert describe_path(f"{ITEM}/i1", [renamed, MENU]) == "Montag › Lunch › Dal"


@pytest.mark.parametrize("broken", [None, "x", {"days": None}, {"days": ["x", {"id": 1}]}])
def test_a_menu_that_is_none_is_passed_over(broken: object) -> None:
    assert describe_path("days/d1/label", [broken, MENU]) == "Monday: label"
