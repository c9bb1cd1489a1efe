"""Recipe arithmetic against the real tables. Collected only where they are (conftest.py)."""

import csv
from pathlib import Path

import pytest

from apps.foods.nutrients import KEYS, Nutrients
from apps.foods.recipes import Method, Part, per_100_g
from tests.foods.conftest import FOODS_PATH
from tests.foods.test_recipes import FIELDS, PUBLISHED


def test_the_typed_figures_are_those_of_the_tables() -> None:
    rows = table(FOODS_PATH)
    for name, figures in PUBLISHED.items():
        source, number = name.split()[:2]
        row = rows[f"{source.lower()}:{number}"]
        assert [float(row[key] or "nan") for key in FIELDS] == pytest.approx(figures, abs=0.001), name


@pytest.mark.parametrize(
    ("raw", "cooked", "way"),
    [
        ("sr28:20444", "sr28:20445", "rice"),
        ("sr28:16069", "sr28:16070", "pulses"),
        ("sr28:16080", "sr28:16081", "pulses"),
        ("sr28:16027", "sr28:16028", "pulses"),
        ("sr28:20420", "sr28:20421", "pasta"),
        ("sr28:11352", "sr28:11367", "potatoes"),
        ("sr28:05011", "sr28:05013", "roast"),
        ("sr28:05011", "sr28:05014", "stew"),
        ("sr28:15015", "sr28:15016", "fish"),
    ],
)
def test_the_factors_bring_energy_near_to_what_was_measured(raw: str, cooked: str, way: str) -> None:
    """A general factor for all pulses cannot be nearer than they are to each other: a fifth."""
    rows = table(FOODS_PATH)
    made = per_100_g([Part(figures(rows[raw]), 250)], Method(way))

    assert made["kcal"].value == pytest.approx(float(rows[cooked]["kcal"]), rel=0.2)


def table(folder: Path) -> dict[str, dict[str, str]]:
    with folder.joinpath("foods.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def figures(row: dict[str, str]) -> Nutrients:
    return Nutrients.of({key: float(row[key]) for key in KEYS if row[key]})
