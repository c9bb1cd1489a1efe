"""What to buy: sums over days and people, in which unknown is not zero."""

import pytest

from apps.foods.nutrients import Amount
from apps.sheets.lists import measures_text, weight_text
from apps.sheets.shopping import Line, ShoppingList, Ware, shopping_list
from tests.menus.build import Node, day, item, meal, option

DAL, BANANA = "dal", "banana"
WARES = {DAL: Ware("Dal", "Pulses", "dry"), BANANA: Ware("Banana", "Fruits", "", 35.0)}


def listed(*items: Node, people: int = 1) -> ShoppingList:
    return shopping_list([day("", meal("lunch", option(*items)))], WARES, people)


def line_of(*items: Node, people: int = 1) -> Line:
    found = listed(*items, people=people)
    (line,) = [line for group in found.groups for line in group.lines] or found.by_hand
    return line


def test_a_food_is_summed_over_days_and_people() -> None:
    lunch = meal("lunch", option(item("Dal", food_id=DAL, quantity=1, measure="katori", grams=30)))
    dinner = meal("dinner", option(item("Dal", food_id=DAL, quantity=2, measure="tbsp", grams=24)))
    found = shopping_list([day("", lunch), day("", lunch, dinner)], WARES, 3)
    (group,) = found.groups
    (line,) = group.lines
    assert (group.name, line.name) == ("Pulses", "Dal")
    assert line.grams == Amount(252.0, True)
    assert line.measures == {"katori": 6.0, "tbsp": 6.0}
    assert measures_text(line) == "6 katori + 6 tbsp"


def test_only_the_first_option_counts() -> None:
    lunch = meal("lunch", option(item("Dal", food_id=DAL, grams=30)), option(item("Rice", grams=50)))
    found = shopping_list([day("", lunch)], WARES, 1)
    assert found.by_hand == []
    assert found.groups[0].lines[0].grams == Amount(30.0, True)


def test_an_unknown_weight_makes_the_grams_at_least() -> None:
    line = line_of(item("Dal", food_id=DAL, grams=30), item("Dal", food_id=DAL, quantity=1, measure="katori"))
    assert line.grams == Amount(30.0, False)
    assert weight_text(line.grams) == "≥ 30 g"
    nothing = line_of(item("Dal", food_id=DAL, quantity=1, measure="katori"))
    assert weight_text(nothing.grams) == ""


def test_what_is_thrown_away_is_bought_too() -> None:
    line = line_of(item("Banana", food_id=BANANA, grams=130))
    assert line.bought
    assert round(line.bought.value) == 200  # 130 g is 65 % of it
    assert line_of(item("Dal", food_id=DAL, grams=30)).bought is None


def test_free_text_is_listed_as_it_is() -> None:
    found = listed(
        item("Seasonal fruit", quantity=1, measure="piece"),
        item("seasonal fruit ", quantity=0.5, measure="piece"),
        item("Salt"),
        item("Salt"),
        people=2,
    )
    assert [line.name for line in found.by_hand] == ["Salt", "Seasonal fruit"]
    salt, fruit = found.by_hand
    assert measures_text(fruit) == "3 piece"
    assert measures_text(salt) == "2 times without an amount"


def test_groups_are_in_order_and_foods_without_one_come_last() -> None:
    wares = {"a": Ware("Apple", ""), "b": Ware("Besan", "Pulses"), "c": Ware("Carrot", "Greens")}
    items = [item(name, food_id=name, grams=1) for name in "abc"]
    found = shopping_list([day("", meal("lunch", option(*items)))], wares, 1)
    assert [group.name for group in found.groups] == ["Greens", "Pulses", ""]


@pytest.mark.parametrize("half_typed", ["1 kato", True, -2, float("inf")])
def test_what_a_draft_may_hold_does_not_count_as_a_number(half_typed: object) -> None:
    line = line_of(item("Dal", food_id=DAL, grams=half_typed, quantity=half_typed))
    assert (line.grams, line.measures, line.uncounted) == (Amount(0.0, False), {}, 1)


def test_a_food_that_left_the_table_is_listed_by_its_name() -> None:
    assert listed(item("Old dal", food_id="gone", grams=30)).by_hand[0].name == "Old dal"
    assert listed().is_empty
