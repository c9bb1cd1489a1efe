"""Recipes and the foods they use: computing figures, telling who uses whom, and refusing circles.

All loops go level by level, with a few queries for each level and no more levels than MOST_LEVELS.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.foods.models import Food, Ingredient, Recipe
from apps.foods.nutrients import Nutrients
from apps.foods.recipes import Method, Part, per_100_g, stored
from apps.foods.tags import TAG_COLUMNS, facts_of, joint_tags, tell_changes

MOST_LEVELS = 5  # of recipes inside recipes
_UNCHECKED: dict[str, Any] = {"allergens": [], "unsuitable_for": [], "tags_checked_at": None}


@dataclass(frozen=True, slots=True)
class Use:
    """One line of a recipe: the food as it is now, or None when it is gone."""

    name: str
    grams: float
    amount: str
    food: Food | None

    @property
    def part(self) -> Part:
        """What the line brings in."""
        figures = Nutrients.unknown() if self.food is None else Nutrients.of(self.food.nutrients)
        return Part(figures, self.grams)

    @property
    def tags(self) -> dict[str, Any]:
        """The TAG_COLUMNS that the line brings in; of a food that is gone nothing is known."""
        return _UNCHECKED if self.food is None else {name: getattr(self.food, name) for name in TAG_COLUMNS}


def lines_of(recipe: Recipe) -> list[dict[str, Any]]:
    """The ingredients as they are stored, in order."""
    items = recipe.ingredients.get("items", [])
    return sorted(items, key=lambda item: (item["position"], item["id"]))


def uses_of(recipe: Recipe) -> list[Use]:
    """What goes into `recipe`. One query."""
    lines = lines_of(recipe)
    foods = Food.objects.in_bulk([UUID(line["food_id"]) for line in lines])
    return [
        Use(line["name"], line["grams"], _amount(line), foods.get(UUID(line["food_id"]))) for line in lines
    ]


def method_of(recipe: Recipe) -> Method:
    """How it is cooked."""
    return Method(recipe.cooking, recipe.cooked_g, recipe.yield_factor, recipe.kept)


def figures_of_recipe(recipe: Recipe, uses: Iterable[Use]) -> Nutrients:
    """What 100 g of the dish hold, with "at least" where an ingredient does not tell."""
    return per_100_g([use.part for use in uses], method_of(recipe))


def refresh_recipes(changed: Iterable[UUID]) -> None:
    """Compute anew whatever uses one of the `changed` foods, and whatever uses that.

    To be called in the transaction that changed them. Plans that are published keep what they froze.
    """
    wave: Collection[UUID] = set(changed)
    for _level in range(MOST_LEVELS):
        if not wave:
            return
        rows = Ingredient.objects.filter(food__in=wave).order_by()
        wave = set(rows.values_list("recipe_id", flat=True))
        for recipe in Recipe.objects.filter(pk__in=wave):
            refresh(recipe)


def refresh(recipe: Recipe) -> None:
    """Write the figures and tags of one recipe into its food, if they are others now; tell of new tags."""
    columns = computed(recipe)
    food = Food.objects.get(pk=recipe.pk)
    if any(getattr(food, name) != value for name, value in columns.items()):
        Food.objects.filter(pk=recipe.pk).update(**columns, updated_at=timezone.now())
        tell_changes({str(food.pk): facts_of(vars(food))}, {str(food.pk): facts_of(columns)})


def computed(recipe: Recipe) -> dict[str, Any]:
    """The columns of its food that follow from its ingredients: figures per 100 g, and tags."""
    uses = uses_of(recipe)
    return {"nutrients": stored(figures_of_recipe(recipe, uses)), **joint_tags(use.tags for use in uses)}


def unchecked_of(uses: Iterable[Use]) -> list[str]:
    """The names of the ingredients of which nobody has confirmed what is in them."""
    return list(dict.fromkeys(use.name for use in uses if use.tags["tags_checked_at"] is None))


def circle(recipe_id: UUID, ingredients: Iterable[UUID]) -> list[UUID] | None:
    """The way by which a recipe of these `ingredients` would contain itself, from it to itself; else None."""
    came_from: dict[UUID, UUID] = dict.fromkeys(ingredients, recipe_id)
    wave = set(came_from)
    for _level in range(MOST_LEVELS + 1):
        if recipe_id in came_from:
            return _way(recipe_id, came_from)
        rows = Ingredient.objects.filter(recipe__in=wave).order_by().values_list("recipe_id", "food_id")
        found = {food_id: inside for inside, food_id in rows if food_id not in came_from}
        came_from |= found
        wave = set(found)
        if not wave:
            return None
    return None


def levels(recipe_id: UUID, ingredients: Iterable[UUID]) -> int:
    """How many recipes deep the deepest chain through this one would be, counted to MOST_LEVELS + 1."""
    above = _depth({recipe_id}, "food__in", "recipe_id")
    wave = set(Recipe.objects.filter(pk__in=set(ingredients)).order_by().values_list("pk", flat=True))
    below = 1 + _depth(wave, "recipe__in", "food_id") if wave else 0
    return min(above + 1 + below, MOST_LEVELS + 1)


def _depth(wave: set[UUID], lookup: str, column: str) -> int:
    for depth in range(MOST_LEVELS):
        rows = Ingredient.objects.filter(**{lookup: wave}).order_by()
        found = set(rows.values_list(column, flat=True))
        wave = set(Recipe.objects.filter(pk__in=found).order_by().values_list("pk", flat=True))
        if not wave:
            return depth
    return MOST_LEVELS


def _way(recipe_id: UUID, came_from: Mapping[UUID, UUID]) -> list[UUID]:
    way = [recipe_id]
    while len(way) == 1 or way[-1] != recipe_id:
        way.append(came_from[way[-1]])
    return way[::-1]


def _amount(line: Mapping[str, Any]) -> str:
    quantity, measure = line.get("quantity"), line.get("measure") or ""
    if measure in ("", "g") or not isinstance(quantity, int | float):
        return ""
    return f"{quantity:g} {measure}"
