"""A day of real foods of the starter table, worked out by hand."""

import pytest

from apps.foods.models import Food
from apps.foods.services import foods_for_menu, load_starter_foods
from apps.menus.services import figures_of
from apps.menus.totals import average_day, day_nutrients
from tests.menus.build import Node, day, item, meal, menu, option

pytestmark = pytest.mark.django_db

#                       g    kcal/100 g   kcal     protein          sodium
# 2 medium phulka       70       230     161.00    8.92   6.2440     1.35   0.945
# 1 katori rice        100       130     130.00    2.69   2.6900     1      1.000
# 1 katori toned curd  154        59      90.86    3.17   4.8818    42.9   66.066
# 1 medium banana      118        89     105.02    1.09   1.2862     1      1.180
#                                        486.88          15.1020           69.191
LUNCH = [
    ("phulka", 2, "phulka, medium", 70),
    ("rice-cooked", 1, "katori", 100),
    ("curd-toned", 1, "katori", 154),
    ("banana", 1, "banana, medium", 118),
]


def line(name: str, quantity: float, measure: str, grams: float) -> Node:
    """An item as the editor makes it of a food, a quantity and one of its measures."""
    food = Food.objects.get(source_id=f"starter:{name}")
    measures = foods_for_menu([food.pk])[str(food.pk)]["measures"]
    assert [quantity * one["grams"] for one in measures if one["label"] == measure] == [grams]
    return item(food.name, food_id=str(food.pk), quantity=quantity, measure=measure, grams=grams)


def test_a_plan_of_starter_foods_totals_right() -> None:
    load_starter_foods()
    lines = [line(*row) for row in LUNCH]
    half = option({**lines[1], "grams": 50})
    plan = menu(day("", meal("lunch", option(*lines), half)), day(""), day("", meal("lunch", half)))
    figures = figures_of(line["food_id"] for line in lines)

    first = day_nutrients(plan["days"][0], figures)
    expected = {"kcal": 486.88, "protein_g": 15.102, "carb_g": 96.5006, "fat_g": 6.4878, "sodium_mg": 69.191}
    assert {key: first[key].value for key in expected} == pytest.approx(expected)
    assert all(first[key].complete for key in expected)
    assert not first["thiamin_mg"].complete  # nobody measured it in phulka

    average = average_day(plan, figures)
    assert average.days == 2
    assert average.nutrients["kcal"].value == pytest.approx((486.88 + 65) / 2)
