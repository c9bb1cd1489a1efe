"""The table that comes with the product is sound, its dishes follow from their recipes, and what is from USDA
agrees with USDA. The last is collected only where USDA's tables are (conftest.py).
"""

import math
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from apps.foods.importing.loading import import_foods
from apps.foods.nutrients import KEYS
from apps.foods.starter_dishes import (
    DATA,
    Figures,
    Recipe,
    composed,
    figures_of,
    main,
    read_recipes,
    read_rows,
)
from tests.foods.conftest import FOODS_PATH

FOODS = {row["id"]: row for row in read_rows(DATA / "foods.csv")}
FIGURES = {food_id: figures_of(row, KEYS) for food_id, row in FOODS.items()}
MEASURES: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in read_rows(DATA / "measures.csv"):
    MEASURES[_row["food_id"]].append(_row)

# USDA gives their energy by factors of their own: much of their carbohydrate, fibre or acid, yields little.
OWN_ENERGY_FACTORS = {
    "starter:wheat-bran",
    "starter:oat-bran",
    "starter:drumstick-leaves",
    "starter:lemon",
    "starter:lemon-juice",
    "starter:cocoa-powder",
}
SPICES = "Spices and condiments"
NAMES_PEOPLE_TYPE = """
poha / ragi / bajra / jowar / atta / toor dal / moong dal / masoor dal / urad dal / chana dal / rajma / chole
lobia / soya chunks / paneer / khoa / ghee / jaggery / curd / chaas / lassi / roti / phulka / paratha / idli
dosa / upma / khichdi / sambar / rasam / palak paneer / raita / kheer / curry leaves / methi leaves / amla
rohu / coconut water / tea with milk / pasta / quinoa / bread, whole wheat / hummus / tofu / salmon
chicken breast / greek yoghurt / tomato soup
"""


def figure(food_id: str, key: str) -> float:
    """A figure that every food has, or 0 where it is open."""
    return FIGURES[food_id][key] or 0.0


def test_it_is_large_and_names_every_food_once() -> None:
    names = Counter(row["name"].casefold() for row in FOODS.values())

    assert len(FOODS) >= 250
    assert len(FOODS) == len(read_rows(DATA / "foods.csv"))
    assert [name for name, times in names.items() if times > 1] == []


def test_it_has_what_a_dietitian_types() -> None:
    wanted = [name.strip() for name in NAMES_PEOPLE_TYPE.strip().replace("\n", "/").split("/")]
    names = "\n".join(row["name"].casefold() for row in FOODS.values())

    assert [name for name in wanted if name not in names] == []


def test_every_food_says_where_its_figures_come_from() -> None:
    assert {row["source"] for row in FOODS.values()} == {"starter"}
    assert [food_id for food_id, row in FOODS.items() if not row["citation"]] == []


@pytest.mark.django_db
def test_every_line_can_be_imported() -> None:
    assert import_foods(DATA, dry_run=True).skipped == []


def test_energy_and_what_gives_it_are_known_of_every_food() -> None:
    for key in ("kcal", "protein_g", "carb_g", "fat_g"):
        assert [food_id for food_id, figures in FIGURES.items() if figures[key] is None] == [], key


def test_every_figure_is_a_finite_number_from_zero_on() -> None:
    wrong = [
        (food_id, key, value)
        for food_id, figures in FIGURES.items()
        for key, value in figures.items()
        if value is not None and not (math.isfinite(value) and value >= 0)
    ]
    assert wrong == []


def test_energy_agrees_with_protein_carbohydrate_and_fat() -> None:
    """Within 12 % or 8 kcal, fibre counted with 2 to 4 kcal/g."""
    apart = []
    for food_id, row in FOODS.items():
        kcal = figure(food_id, "kcal")
        most = 4 * (figure(food_id, "protein_g") + figure(food_id, "carb_g")) + 9 * figure(food_id, "fat_g")
        most += 7 * figure(food_id, "alcohol_g")
        least = most - 2 * figure(food_id, "fibre_g")
        tolerance = max(0.12 * kcal, 8)
        if row["group"] != SPICES and not least - tolerance <= kcal <= most + tolerance:
            apart.append(food_id)
    assert set(apart) == OWN_ENERGY_FACTORS


def test_parts_are_no_more_than_the_whole() -> None:
    for food_id in FOODS:
        whole = sum(figure(food_id, key) for key in ("protein_g", "carb_g", "fat_g", "alcohol_g", "water_g"))
        fatty_acids = sum(figure(food_id, key) for key in ("sfa_g", "mufa_g", "pufa_g"))
        assert whole <= 105, food_id
        assert figure(food_id, "sugar_g") <= figure(food_id, "carb_g") + 1, food_id
        assert figure(food_id, "fibre_g") <= figure(food_id, "carb_g") + 1, food_id
        assert fatty_acids <= figure(food_id, "fat_g") + 1, food_id


def test_every_food_has_measures_of_its_own() -> None:
    assert set(MEASURES) == set(FOODS)
    for food_id, rows in MEASURES.items():
        labels = [row["measure"] for row in rows]
        assert len(set(labels)) == len(labels), food_id
        assert [int(row["seq"]) for row in rows] == list(range(1, len(rows) + 1)), food_id
        assert all(float(row["grams"]) > 0 for row in rows), food_id


def test_what_a_vessel_holds_is_no_lighter_than_puffed_rice_and_no_heavier_than_honey() -> None:
    densities = [
        float(row["grams"]) / float(row["ml"]) for rows in MEASURES.values() for row in rows if row["ml"]
    ]
    assert min(densities) >= 0.03
    assert max(densities) <= 1.45


@pytest.mark.parametrize(
    ("food_id", "label", "grams", "kcal"),
    [
        ("roti", "roti, small", 27, 81),
        ("roti", "roti, medium", 40, 120),
        ("roti", "roti, large", 52, 155),
        ("phulka", "phulka, medium", 35, 80),
        ("idli", "idli, medium", 40, 54),
        ("dal-tadka", "katori", 150, 146),
        ("curd", "katori", 154, 94),
        ("rice-cooked", "katori", 100, 130),
        ("milk-toned", "glass", 206, 121),
        ("ghee", "tsp", 4.5, 39),
        ("egg-boiled", "egg, large", 50, 78),
    ],
)
def test_a_portion_holds_what_dietitians_expect(food_id: str, label: str, grams: float, kcal: float) -> None:
    row = next(row for row in MEASURES[f"starter:{food_id}"] if row["measure"] == label)

    assert float(row["grams"]) == pytest.approx(grams, rel=0.05)
    assert figure(f"starter:{food_id}", "kcal") * float(row["grams"]) / 100 == pytest.approx(kcal, rel=0.05)


@pytest.mark.parametrize("group", ["Dal and pulse dishes", "Rice dishes", "Vegetable dishes"])
def test_what_is_served_in_katoris_is_measured_in_katoris(group: str) -> None:
    members = [food_id for food_id, row in FOODS.items() if row["group"] == group]
    without = [
        food_id for food_id in members if not any(row["measure"] == "katori" for row in MEASURES[food_id])
    ]
    assert [food_id for food_id in without if food_id != "starter:pav-bhaji"] == []


def test_a_dish_has_the_figures_that_its_recipe_gives() -> None:
    for recipe in read_recipes():
        assert recipe.items, recipe.food_id
        assert composed(recipe, FIGURES, KEYS) == FIGURES[recipe.food_id], recipe.food_id


def test_foods_are_computed_or_taken_from_usda_or_neither_but_not_both() -> None:
    computed = {food_id for food_id, row in FOODS.items() if row["citation"].startswith("Computed")}

    assert computed == {recipe.food_id for recipe in read_recipes()}
    assert [food_id for food_id in computed if FOODS[food_id]["usda_id"]] == []


def test_writing_the_computed_figures_again_changes_nothing(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA, tmp_path / "data")

    main(folder)

    assert (folder / "foods.csv").read_bytes() == (DATA / "foods.csv").read_bytes()


def test_an_unknown_ingredient_makes_a_figure_unknown_unless_it_is_a_trace() -> None:
    foods: dict[str, Figures] = {"rice": {"iron_mg": 1.0}, "leaf": {"iron_mg": None}}
    much = Recipe("dish", 200, False, frozenset(), {"rice": 100, "leaf": 5})
    trace = Recipe("dish", 200, False, frozenset(), {"rice": 100, "leaf": 4})

    assert composed(much, foods, ["iron_mg"]) == {"iron_mg": None}
    assert composed(trace, foods, ["iron_mg"]) == {"iron_mg": 0.5}


def test_what_is_boiled_off_or_poured_in_is_water() -> None:
    foods = {"dal": {"water_g": 10.0, "protein_g": 24.0}}
    recipe = Recipe("dish", 300, False, frozenset(), {"dal": 100})

    assert composed(recipe, foods, ["water_g", "protein_g"]) == {"water_g": 70.0, "protein_g": 8.0}


def test_heat_leaves_an_unknown_part_of_some_vitamins() -> None:
    foods = {"leaf": {"vit_c_mg": 50.0, "iron_mg": 2.0, "folate_ug": 0.0}}
    recipe = Recipe("dish", 100, True, frozenset(), {"leaf": 100})

    assert composed(recipe, foods, foods["leaf"]) == {"vit_c_mg": None, "iron_mg": 2.0, "folate_ug": 0.0}


if FOODS_PATH.is_dir():

    def test_usda_figures_are_within_a_tenth_of_usda() -> None:
        usda = {row["id"]: row for row in read_rows(FOODS_PATH / "foods.csv")}
        pairs = [(food_id, row["usda_id"]) for food_id, row in FOODS.items() if row["usda_id"]]
        apart = [
            (food_id, key, ours, theirs)
            for food_id, usda_id in pairs
            for key, theirs in figures_of(usda[usda_id], KEYS).items()
            if (ours := FIGURES[food_id][key]) is not None and theirs is not None
            if abs(ours - theirs) > theirs / 10
        ]

        assert len(pairs) >= 250
        assert apart == []
