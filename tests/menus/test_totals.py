"""Totals are what the shared cases say: alternatives do not count, and unknown is not zero."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.foods.nutrients import Amount, Nutrients
from apps.menus import totals

CASES = json.loads((Path(__file__).parent.parent / "cases/totals.json").read_text(encoding="utf-8"))
FOODS = {food_id: Nutrients.of(figures) for food_id, figures in CASES["foods"].items()}
DAYS = CASES["menu"]["days"]


def by_name(case: dict[str, Any]) -> str:
    return str(case.get("name", ""))


def agrees(nutrients: Nutrients, expected: dict[str, list[Any]]) -> bool:
    found = {key: [pytest.approx(nutrients[key].value), nutrients[key].complete] for key in expected}
    return found == expected


@pytest.mark.parametrize("case", CASES["items"], ids=by_name)
def test_an_item(case: dict[str, Any]) -> None:
    assert agrees(totals.item_nutrients(case["item"], FOODS), case["is"])


@pytest.mark.parametrize("case", CASES["meals"], ids=by_name)
def test_a_meal(case: dict[str, Any]) -> None:
    meal = DAYS[case["day"]]["meals"][case["meal"]]
    assert agrees(totals.meal_nutrients(meal, FOODS), case["is"])


@pytest.mark.parametrize("case", CASES["days"], ids=by_name)
def test_a_day(case: dict[str, Any]) -> None:
    assert agrees(totals.day_nutrients(DAYS[case["day"]], FOODS), case["is"])


@pytest.mark.parametrize("case", CASES["differences"], ids=by_name)
def test_an_alternative_shows_its_difference(case: dict[str, Any]) -> None:
    meal = DAYS[case["day"]]["meals"][case["meal"]]
    option = totals.option_nutrients(meal["options"][case["option"]], FOODS)
    assert agrees(totals.difference(option, totals.meal_nutrients(meal, FOODS)), case["is"])


def test_the_average_leaves_out_days_that_are_not_written_yet() -> None:
    average = totals.average_day(CASES["menu"], FOODS)
    assert average.days == CASES["average"]["days"]
    assert agrees(average.nutrients, CASES["average"]["is"])


def test_the_average_of_nothing_is_nothing() -> None:
    average = totals.average_day({"days": []}, FOODS)
    assert average.days == 0
    assert average.nutrients["kcal"] == Amount(0, True)


@pytest.mark.parametrize("case", CASES["verdicts"])
def test_the_verdict_on_a_range(case: dict[str, Any]) -> None:
    amount = Amount(case["value"], case["complete"])
    assert totals.verdict(amount, case["low"], case["high"], case["decimals"]) == case["is"]
