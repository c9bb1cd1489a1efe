"""The figures that a published plan keeps: what its foods held on the day it was given to the client."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from apps.diet_templates.nutrient_ranges import all_shown_keys
from apps.foods.models import Food
from apps.foods.nutrients import Nutrients
from apps.meal_plans.models import MealPlan
from apps.menus.services import figures_of

Figures = dict[str, dict[str, Any]]


def freeze(food_ids: Iterable[str], known: Mapping[str, dict[str, Any]]) -> Figures:
    """`{food id: {name, source, source_id, citation, updated_at, nutrients per 100 g}}` of those foods.

    What `known` has already stays as it was frozen; the others are read from the food table as they are now.
    """
    ids = set(food_ids)
    new = Food.objects.filter(pk__in=[UUID(food_id) for food_id in ids - known.keys()])
    kept = {food_id: known[food_id] for food_id in ids & known.keys()}
    return kept | {str(food.pk): _frozen(food) for food in new}


def figures_for(plan: MealPlan, food_ids: set[str]) -> dict[str, Nutrients]:
    """What 100 g of each food of `plan` hold: as frozen; what never was, as the food table has it now."""
    frozen = {food_id: Nutrients.of(plan.figures[food_id]["nutrients"]) for food_id in plan.figures}
    missing = food_ids - frozen.keys()
    return {**frozen, **figures_of(missing)} if missing else frozen


def nutrients_shown(plan: MealPlan) -> list[str]:
    """The keys of the nutrients that papers and files show of `plan`, as the practice chose them."""
    return all_shown_keys(plan)


def _frozen(food: Food) -> dict[str, Any]:
    return {
        "name": food.name,
        "source": food.source,
        "source_id": food.source_id,
        "citation": food.citation,
        "updated_at": food.updated_at.isoformat(),
        "nutrients": food.nutrients,
        **({"corrected": True} if food.is_corrected else {}),
    }
