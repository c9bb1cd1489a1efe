"""Nutrients: unknown is not zero, and sums say when they are only "at least"."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foods.nutrients import HEADLINE_KEYS, KEYS, NUTRIENTS, Amount, Nutrients

figures = st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1000), max_size=len(KEYS))
grams = st.floats(0, 5000)


def test_a_missing_figure_is_unknown_and_zero_is_known() -> None:
    roti = Nutrients.of({"kcal": 299, "vit_c_mg": 0})

    assert roti["kcal"] == Amount(299, complete=True)
    assert roti["vit_c_mg"] == Amount(0, complete=True)
    assert roti["iron_mg"] == Amount(0, complete=False)


def test_a_sum_with_an_unknown_part_is_at_least_the_known_parts() -> None:
    total = Nutrients.total([Nutrients.of({"kcal": 100, "iron_mg": 2}), Nutrients.of({"kcal": 50})])

    assert total["kcal"] == Amount(150, complete=True)
    assert total["iron_mg"] == Amount(2, complete=False)


def test_of_an_unknown_weight_everything_is_unknown() -> None:
    assert Nutrients.of({"kcal": 100}).in_grams(None) == Nutrients.unknown()


def test_nothing_eaten_is_zero_for_certain() -> None:
    assert all(Nutrients.total([])[key] == Amount(0, complete=True) for key in KEYS)


@pytest.mark.parametrize("odd", [None, "12", True, math.nan, math.inf, [1]])
def test_what_is_no_finite_number_is_unknown(odd: object) -> None:
    assert Nutrients.of({"kcal": odd}) == Nutrients.unknown()


def test_a_key_that_we_do_not_keep_is_refused() -> None:
    with pytest.raises(KeyError):
        Nutrients.zero()["caffeine_mg"]


@given(figures, grams)
def test_scaling_keeps_what_is_known(per_100_g: dict[str, float], weight: float) -> None:
    portion = Nutrients.of(per_100_g).in_grams(weight)

    assert portion.known.keys() == per_100_g.keys()
    assert all(portion[key].value == pytest.approx(per_100_g[key] * weight / 100) for key in per_100_g)


@given(figures, figures, figures)
def test_the_order_of_adding_does_not_matter(
    a: dict[str, float], b: dict[str, float], c: dict[str, float]
) -> None:
    first, second, third = Nutrients.of(a), Nutrients.of(b), Nutrients.of(c)

    left, right = (first + second) + third, third + (second + first)
    assert left.partial == right.partial
    assert all(left[key].value == pytest.approx(right[key].value) for key in KEYS)


@given(figures)
def test_zero_changes_nothing_and_an_unknown_part_makes_all_at_least(per_100_g: dict[str, float]) -> None:
    food = Nutrients.of(per_100_g)

    assert food + Nutrients.zero() == food
    assert not any((food + Nutrients.unknown())[key].complete for key in KEYS)
    assert (food + Nutrients.unknown()).known == food.known


def test_json_has_every_key() -> None:
    assert Nutrients.of({"kcal": 1.5}).as_json()["kcal"] == {"value": 1.5, "complete": True}
    assert set(Nutrients.zero().as_json()) == set(KEYS)


def test_there_are_thirty_nutrients_each_named_with_its_unit() -> None:
    assert len(KEYS) == len(set(KEYS)) == 30
    assert set(HEADLINE_KEYS) <= set(KEYS)
    for nutrient in NUTRIENTS:
        suffix = nutrient.key.rpartition("_")[2]
        assert nutrient.unit == {"ug": "µg"}.get(suffix, suffix)


def test_the_document_names_every_nutrient() -> None:
    document = Path(__file__).parents[2].joinpath("docs/foods.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in document] == []


def test_the_keys_are_columns_of_the_starter_table() -> None:
    table = Path(__file__).parents[2] / "apps/foods/data/foods.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        assert set(KEYS) <= set(next(csv.reader(stream)))
