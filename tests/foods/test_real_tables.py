"""The real tables, loaded whole. Collected only where they are (conftest.py)."""

from pathlib import Path

import pytest

from apps.foods.importing.loading import import_foods
from apps.foods.importing.report import Counts
from apps.foods.models import Food, Measure
from apps.foods.search import food_ids

pytestmark = pytest.mark.django_db


def test_all_foods_and_measures_load_and_load_again(foods_path: Path) -> None:
    first = import_foods(foods_path)
    again = import_foods(foods_path)

    assert (first.foods, first.measures) == (Counts(created=7944), Counts(created=21479))
    assert (again.foods, again.measures) == (Counts(unchanged=7944), Counts(unchanged=21479))
    assert (first.skipped, first.notes) == ([], [])
    assert (Food.objects.count(), Measure.objects.count()) == (7944, 21479)
    _expect_first("chawal", "Rice, white, long-grain, regular, raw, enriched")
    _expect_first("besan", "Chickpea flour (besan)")
    _expect_first("dal", "Dal")
    _expect_first("egg", "Egg, whole, raw")
    _expect_first("bhindi", "Okra, raw")
    _expect_first("roti", "Bread, chappatti or roti")


def _expect_first(query: str, name: str) -> None:
    first = Food.objects.get(pk=food_ids(query, 1)[0])
    assert first.name == name
