"""New menus and copies: valid, and the same for the same key."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.menus.copying import copy_menu
from apps.menus.document import validate
from apps.menus.new import new_menu
from tests.menus.build import item, week_with

KEY = UUID(int=1)


def ids(node: Any) -> list[str]:
    """Every id below a node."""
    if isinstance(node, list):
        return [found for child in node for found in ids(child)]
    if not isinstance(node, dict):
        return []
    return ([node["id"]] if "id" in node else []) + [found for child in node.values() for found in ids(child)]


def without_ids(node: Any) -> Any:
    """The same node but for its ids."""
    if isinstance(node, list):
        return [without_ids(child) for child in node]
    if not isinstance(node, dict):
        return node
    return {key: without_ids(child) for key, child in node.items() if key != "id"}


@pytest.mark.parametrize("days", [1, 7, 366])
def test_a_new_menu_is_valid_as_it_is(days: int) -> None:
    menu = new_menu(KEY, days)
    assert validate(menu).document() == menu
    assert len(menu["days"]) == days


def test_a_new_menu_has_the_usual_meals_with_an_option_to_fill() -> None:
    first = new_menu(KEY)["days"][0]
    assert [(meal["slot"], meal["time"]) for meal in first["meals"]] == [
        ("early_morning", "06:00"),
        ("breakfast", "09:00"),
        ("mid_morning", "11:00"),
        ("lunch", "13:00"),
        ("mid_evening", "16:00"),
        ("dinner", "19:00"),
    ]
    assert all(len(meal["options"]) == 1 for meal in first["meals"])


def test_the_same_key_makes_the_same_menu_and_another_key_shares_no_id() -> None:
    assert new_menu(KEY) == new_menu(KEY)
    assert not set(ids(new_menu(KEY))) & set(ids(new_menu(uuid4())))


def test_all_ids_of_a_long_menu_differ() -> None:
    found = ids(new_menu(KEY, 366))
    assert len(found) == len(set(found))


def test_a_copy_says_the_same_under_its_own_ids() -> None:
    menu = week_with(item("Dal", quantity=1, nutrients={"kcal": 120}))
    copy = copy_menu(menu, KEY)
    assert without_ids(copy) == without_ids(menu)
    assert not set(ids(copy)) & set(ids(menu))
    assert validate(copy).document() == copy


def test_the_same_key_makes_the_same_copy() -> None:
    menu = new_menu(KEY)
    assert copy_menu(menu, KEY) == copy_menu(menu, KEY)
    assert copy_menu(menu, KEY) != copy_menu(menu, uuid4())


def test_changing_a_copy_leaves_the_original_alone() -> None:
    menu = week_with(item("Dal", nutrients={"kcal": 120}))
    copy = copy_menu(menu, KEY)
    copy["days"][1]["meals"][1]["options"][0]["items"][2]["nutrients"]["kcal"] = 0
    assert menu == week_with(item("Dal", nutrients={"kcal": 120}))
