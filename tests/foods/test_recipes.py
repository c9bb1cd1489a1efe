"""Recipe arithmetic against figures that others published.

USDA publishes figures of foods before and after cooking, and of dishes of which one can tell what they are
made of; the figures below are typed from USDA SR28 and FNDDS 2021-2023 (public domain) with the number of the
food. They have to come out of ours, for nutrients that took no part in finding the amounts.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foods.nutrients import Nutrients
from apps.foods.recipes import COOKING, Method, Part, corrected, per_100_g, raw_weight, stored

# Per 100 g: kcal, protein, carbohydrate, fat, fibre (g), calcium, iron, potassium (mg), water (g).
FIELDS = (
    "kcal",
    "protein_g",
    "carb_g",
    "fat_g",
    "fibre_g",
    "calcium_mg",
    "iron_mg",
    "potassium_mg",
    "water_g",
)
PUBLISHED = {
    "SR28 20444 rice, raw": (365, 7.13, 79.95, 0.66, 1.3, 28, 0.8, 115, 11.62),
    "SR28 20445 rice, cooked": (130, 2.69, 28.17, 0.28, 0.4, 10, 0.2, 35, 68.44),
    "SR28 16070 lentils, boiled": (116, 9.02, 20.13, 0.38, 7.9, 19, 3.33, 369, 69.64),
    "SR28 01003 butter oil": (876, 0.28, 0, 99.48, 0, 4, 0, 5, 0.24),
    "FNDDS 41305050 dal": (145, 8.6, 19.17, 4.31, 7.5, 19, 3.17, 352, 66.34),
}


def food(name: str) -> Nutrients:
    return Nutrients.of(dict(zip(FIELDS, PUBLISHED[name], strict=True)))


def test_boiled_rice_comes_out_as_usda_measured_it() -> None:
    made = per_100_g([Part(food("SR28 20444 rice, raw"), 100)], Method("rice"))
    cooked = food("SR28 20445 rice, cooked")

    assert made["kcal"].value == pytest.approx(cooked["kcal"].value, rel=0.01)
    assert made["carb_g"].value == pytest.approx(cooked["carb_g"].value, rel=0.02)
    assert made["water_g"].value == pytest.approx(cooked["water_g"].value, rel=0.01)
    assert made["protein_g"].value == pytest.approx(cooked["protein_g"].value, rel=0.06)
    assert made["calcium_mg"].value == pytest.approx(cooked["calcium_mg"].value, rel=0.05)


def test_dal_comes_out_as_fndds_computed_it() -> None:
    """Lentils by the protein and ghee by the fat; energy, fibre, iron and potassium have to follow."""
    dal, lentils, ghee = (food(name) for name in list(PUBLISHED)[-1:] + list(PUBLISHED)[2:4])
    share = dal["protein_g"].value / lentils["protein_g"].value
    fat = (dal["fat_g"].value - share * lentils["fat_g"].value) / ghee["fat_g"].value
    made = per_100_g([Part(lentils, share * 100), Part(ghee, fat * 100)], Method(cooked_g=100))

    assert made["kcal"].value == pytest.approx(dal["kcal"].value, rel=0.01)
    assert made["carb_g"].value == pytest.approx(dal["carb_g"].value, rel=0.01)
    assert made["fibre_g"].value == pytest.approx(dal["fibre_g"].value, rel=0.01)
    assert made["iron_mg"].value == pytest.approx(dal["iron_mg"].value, rel=0.01)
    assert made["potassium_mg"].value == pytest.approx(dal["potassium_mg"].value, rel=0.01)


# --- rules


def part(grams: float, **known: float) -> Part:
    return Part(Nutrients.of(known), grams)


def test_a_measured_weight_tells_more_than_a_factor_and_that_more_than_the_way_of_cooking() -> None:
    assert Method("rice").cooked_weight(100) == pytest.approx(280)
    assert Method("rice", yield_factor=2.5).cooked_weight(100) == 250
    assert Method("rice", cooked_g=300, yield_factor=2.5).cooked_weight(100) == 300
    assert Method("gone since").way is COOKING["heated"]


def test_what_the_weights_differ_by_is_water() -> None:
    made = per_100_g([part(100, kcal=350, water_g=10)], Method("heated", cooked_g=250))
    dried = per_100_g([part(100, kcal=350, water_g=10)], Method("heated", cooked_g=50))

    assert made["water_g"].value == pytest.approx((10 + 150) / 2.5)
    assert dried["water_g"].value == 0


def test_one_unknown_ingredient_makes_a_figure_at_least() -> None:
    made = per_100_g([part(50, kcal=100, iron_mg=4), part(50, kcal=100)], Method())

    assert (made["kcal"].value, made["kcal"].complete) == (100, True)
    assert (made["iron_mg"].value, made["iron_mg"].complete) == (2, False)
    assert "iron_mg" not in stored(made)
    assert stored(made)["kcal"] == 100


def test_heat_makes_some_vitamins_unknown_unless_somebody_says_what_is_left() -> None:
    raw = [part(100, vit_c_mg=20, folate_ug=50, iron_mg=1)]

    assert per_100_g(raw, Method())["vit_c_mg"].value == 20
    cooked = per_100_g(raw, Method("heated", kept={"vit_c_mg": 60}))
    assert (cooked["vit_c_mg"].value, cooked["vit_c_mg"].complete) == (12, True)
    assert (cooked["folate_ug"].value, cooked["folate_ug"].complete) == (0, False)
    assert cooked["iron_mg"].complete


def test_of_nothing_everything_is_unknown() -> None:
    assert per_100_g([], Method("rice")) == Nutrients.unknown()
    assert raw_weight([]) == 0


@given(
    st.lists(st.tuples(st.floats(0.1, 1000), st.floats(0, 900)), min_size=1, max_size=8), st.floats(0.1, 5)
)
def test_energy_is_neither_lost_nor_made(amounts: list[tuple[float, float]], factor: float) -> None:
    parts = [part(grams, kcal=kcal) for grams, kcal in amounts]
    made = per_100_g(parts, Method(yield_factor=factor))
    cooked_g = raw_weight(parts) * factor

    assert made["kcal"].value * cooked_g == pytest.approx(sum(grams * kcal for grams, kcal in amounts))


def test_own_figures_win_and_may_take_one_for_unknown() -> None:
    assert corrected({"kcal": 1, "iron_mg": 0}, {"kcal": 2, "iron_mg": None, "zinc_mg": 3}) == {
        "kcal": 2,
        "zinc_mg": 3,
    }
