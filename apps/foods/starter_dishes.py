"""The figures of the starter table's composed foods, computed from the recipes that are committed beside it.

    python -m apps.foods.starter_dishes      writes the computed figures into data/foods.csv anew

data/recipes.csv says what a recipe gives (`finished_g`), recipe_items.csv what goes into it; all ingredients
are foods of the table, some of them composed themselves. Per 100 g of the finished food:

- A figure is the sum over the ingredients, divided by the finished weight. What the weights differ by is
  water, poured in or boiled off: cooking water need not be listed. A negative amount is drained off.
- One unknown ingredient makes the figure unknown, unless it is a trace: at most 2 g in 100 g of the finished.
- Sugars are at most the carbohydrate: each is measured with an error, and what drains off adds these up.
- `heated` recipes lose an unmeasured part of the vitamins that heat destroys: unknown is better than guessed.
  `unknown` names further figures that the ingredients do not tell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path

DATA = Path(__file__).parent / "data"
TRACE_G = 2.0
HEAT_LABILE = frozenset({"vit_c_mg", "thiamin_mg", "vit_b6_mg", "folate_ug"})
WATER = "water_g"

Figures = Mapping[str, float | None]
"""Figures per 100 g by nutrient key; None is unknown."""


@dataclass(slots=True)
class Recipe:
    """What makes `finished_g` grams of a food: grams of each ingredient by its food id."""

    food_id: str
    finished_g: float
    heated: bool
    unknown: frozenset[str]
    items: dict[str, float] = field(default_factory=dict)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The lines of a csv file by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_recipes(folder: Path = DATA) -> list[Recipe]:
    """All recipes, each after those whose food it uses.

    Raises KeyError for an item of no recipe, CycleError for recipes that use each other in a circle.
    """
    recipes = {row["food_id"]: _recipe(row) for row in read_rows(folder / "recipes.csv")}
    for row in read_rows(folder / "recipe_items.csv"):
        recipes[row["food_id"]].items[row["ingredient_id"]] = float(row["grams"])
    uses = {recipe.food_id: recipe.items.keys() & recipes.keys() for recipe in recipes.values()}
    return [recipes[food_id] for food_id in TopologicalSorter(uses).static_order()]


def figures_of(row: Mapping[str, str], keys: Iterable[str]) -> dict[str, float | None]:
    """The figures of a line of foods.csv."""
    return {key: float(row[key]) if row[key] else None for key in keys}


def composed(recipe: Recipe, foods: Mapping[str, Figures], keys: Iterable[str]) -> dict[str, float | None]:
    """The rounded figures per 100 g of what a recipe gives."""
    figures = {key: _figure(recipe, foods, key) for key in keys}
    sugars, carbohydrate = figures.get("sugar_g"), figures.get("carb_g")
    if sugars is not None and carbohydrate is not None:
        figures["sugar_g"] = min(sugars, carbohydrate)
    return figures


def rounded(key: str, value: float) -> float:
    """Energy, and all from 100 on, to whole numbers; less to three digits, nothing finer than 0.0001."""
    if key == "kcal" or abs(value) >= 100:
        return float(round(value))
    # Adding 0 turns -0.0, which rounding leaves of a tiny negative rest, into 0.0.
    return round(float(f"{value:.3g}"), 4) + 0.0


def _recipe(row: Mapping[str, str]) -> Recipe:
    return Recipe(
        food_id=row["food_id"],
        finished_g=float(row["finished_g"]),
        heated=row["heated"] == "yes",
        unknown=frozenset(row["unknown"].split()),
    )


def _figure(recipe: Recipe, foods: Mapping[str, Figures], key: str) -> float | None:
    total = 0.0
    for food_id, grams in recipe.items.items():
        per_100_g = foods[food_id][key]
        if per_100_g is not None:
            total += per_100_g * grams / 100
        elif abs(grams) > TRACE_G * recipe.finished_g / 100:
            return None
    if key in recipe.unknown or (recipe.heated and key in HEAT_LABILE and total > 0):
        return None
    if key == WATER:
        total += recipe.finished_g - sum(recipe.items.values())
    return rounded(key, total * 100 / recipe.finished_g)


def main(folder: Path = DATA) -> None:
    """Write the computed figures of all recipes into foods.csv."""
    path = folder / "foods.csv"
    rows = {row["id"]: row for row in read_rows(path)}
    columns = list(next(iter(rows.values())))
    keys = columns[columns.index("kcal") : columns.index("alcohol_g") + 1]
    foods = {food_id: figures_of(row, keys) for food_id, row in rows.items()}
    for recipe in read_recipes(folder):
        foods[recipe.food_id] = composed(recipe, foods, keys)
        rows[recipe.food_id].update(
            {key: "" if value is None else f"{value:g}" for key, value in foods[recipe.food_id].items()}
        )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())


if __name__ == "__main__":
    main()
