"""Figures are rounded half up, grouped, and honest about what is unknown."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.foods.nutrients import Amount
from apps.menus.figures import amount_text, difference_text, grams_text, kcal_text, quantity_text

CASES = json.loads((Path(__file__).parent.parent / "cases/figures.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["amount"])
def test_amounts(case: dict[str, Any]) -> None:
    assert amount_text(Amount(case["value"], case["complete"]), case["decimals"]) == case["is"]


@pytest.mark.parametrize("case", CASES["difference"])
def test_differences(case: dict[str, Any]) -> None:
    assert difference_text(Amount(case["value"], case["complete"]), case["decimals"]) == case["is"]


@pytest.mark.parametrize("case", CASES["grams"])
def test_grams(case: dict[str, Any]) -> None:
    assert grams_text(case["grams"]) == case["is"]


@pytest.mark.parametrize("case", CASES["quantity"])
def test_quantities(case: dict[str, Any]) -> None:
    assert quantity_text(case["quantity"]) == case["is"]


def test_energy_names_its_unit() -> None:
    assert kcal_text(Amount(210, False)) == "≥ 210 kcal"
