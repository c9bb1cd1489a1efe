"""What the editor says of a rescaled plan, added up again by the server's own totals, on real foods."""

from random import Random
from typing import Any

import pytest

from apps.foods.models import Food
from apps.foods.services import foods_for_menu, load_starter_foods
from apps.menus.reading import food_ids
from apps.menus.services import checked_menu, figures_of
from apps.menus.totals import day_nutrients
from tests.menus.build import day, item, meal, menu, option
from tests.menus.rescaling import rescaled

# The table is read and nothing more; what counts is arithmetic in two languages.
pytestmark = [pytest.mark.django_db, pytest.mark.only_sqlite]

SLOTS = ("breakfast", "lunch", "evening", "dinner")
HALVED = {"katori", "cup", "glass", "bowl", "plate", "tbsp", "tsp", "oz", "fl oz", "serving"}
LEAST, MOST = 0.5, 2


@pytest.fixture
def plan() -> dict[str, Any]:
    """Six days of four meals of four foods each, in measures that the foods have; one line nobody knows."""
    load_starter_foods()
    chance = Random(20261126)
    foods = foods_for_menu(Food.objects.order_by("name").values_list("pk", flat=True)[:90])

    def line() -> dict[str, Any]:
        food_id, food = chance.choice(sorted(foods.items()))
        measure = chance.choice(food["measures"])
        quantity = chance.choice([50, 100, 150]) if measure["label"] == "g" else chance.choice([1, 1.5, 2, 3])
        grams = round(quantity * measure["grams"], 3)
        return item(food["name"], food_id=food_id, quantity=quantity, measure=measure["label"], grams=grams)

    def meals() -> list[dict[str, Any]]:
        return [meal(slot, option(*(line() for _ in range(4))), option(line(), line())) for slot in SLOTS]

    days = [day("", *meals()) for _ in range(6)]
    days[0]["meals"][0]["options"][0]["items"][0] |= {"food_id": None, "name": "Prasad", "grams": None}
    return checked_menu(menu(*days))


def held(node: dict[str, Any]) -> float:
    """The energy of a day as the server adds it up."""
    return day_nutrients(node, figures_of(food_ids({"days": [node]})))["kcal"].value


@pytest.mark.parametrize("target", [1200, 1850, 2400, 9000, 100])
def test_the_server_adds_up_what_the_editor_says(plan: dict[str, Any], target: float) -> None:
    chosen = [node["id"] for node in plan["days"][:5]]
    answer = rescaled(plan, target, days=chosen, least=LEAST, most=MOST)

    assert checked_menu(answer["menu"]) == answer["menu"]
    assert answer["menu"]["days"][5] == plan["days"][5]
    for said, before, after in zip(answer["days"], plan["days"], answer["menu"]["days"], strict=False):
        assert said["before"]["value"] == pytest.approx(held(before), abs=1e-6)
        assert said["after"]["value"] == pytest.approx(held(after), abs=1e-6)
        assert said["gap"] == pytest.approx(target - held(after), abs=1e-6)
        assert abs(said["gap"]) <= abs(target - held(before)) + 1e-6
        assert (said["why"] == "met") == (abs(said["gap"]) < 0.5)
    assert [line["name"] for line in answer["days"][0]["unknown"]] == ["Prasad"]


@pytest.mark.parametrize("target", [1200, 2400, 9000, 100])
def test_amounts_stay_within_their_bounds_in_whole_units_with_the_weight_of_the_table(
    plan: dict[str, Any], target: float
) -> None:
    answer = rescaled(plan, target, days=[node["id"] for node in plan["days"]], least=LEAST, most=MOST)
    foods = foods_for_menu(food_ids(plan))

    changed = 0
    for was, now in zip(lines_of(plan), lines_of(answer["menu"]), strict=True):
        if was == now:
            continue
        changed += 1
        assert {**was, "quantity": 0, "grams": 0} == {**now, "quantity": 0, "grams": 0}
        step = 5 if now["measure"] == "g" else 0.5 if now["measure"] in HALVED else 1
        assert now["quantity"] % step == pytest.approx(0, abs=1e-9)
        assert LEAST * was["quantity"] <= now["quantity"] <= MOST * was["quantity"]
        each = {one["label"]: one["grams"] for one in foods[now["food_id"]]["measures"]}
        assert now["grams"] == pytest.approx(now["quantity"] * each[now["measure"]], abs=1e-3)
    assert changed > 20


def lines_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All lines, alternatives included."""
    return [
        line
        for node in document["days"]
        for one in node["meals"]
        for choice in one["options"]
        for line in choice["items"]
    ]
