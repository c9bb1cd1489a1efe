"""Values of a menu as a conflict shows them."""

from typing import Any

import pytest

from apps.foods.models import Food
from apps.menus.fields import MenuField
from apps.menus.words import describe_value
from tests.menus.build import day, item, meal, menu, option

DAL = item("Dal", quantity=1.5, measure="katori", grams=225)
LUNCH = meal("lunch", option(item("Roti", quantity=2), DAL), option(item("Rice")))
ITEM = "days/d1/meals/m1/options/o1/items/i1"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (ITEM, DAL, "1.5 katori Dal (225 g)"),
        (ITEM, item("Fruit"), "Fruit"),
        (ITEM, {}, "(empty)"),
        ("days/d1/meals/m1/options/o1", option(item("Roti"), DAL), "Roti, 1.5 katori Dal (225 g)"),
        ("days/d1/meals/m1", LUNCH, "Lunch: 2 Roti, 1.5 katori Dal (225 g) or Rice"),
        ("days/d1/meals/m1", meal("lunch"), "Lunch"),
        ("days/d1", day("Monday", LUNCH, meal("dinner")), "Monday: Lunch, Dinner"),
        ("days/d1", day(""), "no meals"),
        ("", menu(day("Monday"), day("Tuesday")), "a menu of 2 days"),
        (f"{ITEM}/quantity", 2, "2"),
        (f"{ITEM}/quantity", "1 1/2", "1 1/2"),
        (f"{ITEM}/note", "thin", "thin"),
        (f"{ITEM}/nutrients", {"kcal": 60, "protein_g": 1.5}, "Energy 60 kcal, Protein 1.5 g"),
        (f"{ITEM}/nutrients/kcal", 60, "60"),
        ("days/d1/meals/m1/slot", "mid_morning", "Mid morning"),
        ("days/d1/meals/m1/slot", "supper", "supper"),
        ("days/d1/meals", ["x", 1], "(empty)"),
        ("days/d1/meals/m1", {"options": "x", "name": 5}, "Meal"),
    ],
)
def test_in_words(path: str, value: Any, words: str) -> None:
    assert MenuField().describe_value(path, value) == words


def test_long_values_are_cut() -> None:
    assert len(describe_value(f"{ITEM}/note", "x" * 1000)) == 200


@pytest.mark.django_db
@pytest.mark.parametrize("food_id", ["gone", "00000000-0000-4000-8000-000000000001", ["x"], {"$ne": ""}])
def test_a_food_that_is_gone_or_never_was(food_id: Any) -> None:
    words = describe_value(f"{ITEM}/food_id", food_id)
    assert words in ("a food that is no longer in the food table", "(empty)")


@pytest.mark.django_db
def test_a_food_is_called_by_its_name() -> None:
    rice = Food.objects.create(source_id="test:rice", source="test", name="Rice")
    assert describe_value(f"{ITEM}/food_id", str(rice.pk)) == "Rice"
