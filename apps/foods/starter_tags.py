"""The tags of the starter table, confirmed by its authors: data/tags.csv, and for dishes what follows.

A line says what a food holds and whom it does not suit. `checked` is "yes" where nothing else is in it; what
is made differently from shop to shop (biscuits, sausages) is not checked, though some tags of it are sure.
A composed food without a line of its own has the tags of its ingredients together.
"""

from pathlib import Path
from typing import Any

from django.utils import timezone

from apps.foods.models import Food
from apps.foods.sources import STARTER
from apps.foods.starter_dishes import read_recipes, read_rows
from apps.foods.tags import TAG_COLUMNS, joint_tags


def tag_starter_foods(folder: Path) -> int:
    """Puts the tags of `folder` on the foods that no person of the practice has tagged; how many changed."""
    tags = starter_tags(folder)
    foods = Food.objects.filter(source=STARTER, tags_checked_by=None).order_by().defer("nutrients")
    changed = [food for food in foods if _untouched(food) and _apply(food, tags.get(food.source_id))]
    Food.objects.bulk_update(changed, TAG_COLUMNS, batch_size=200)
    return len(changed)


def starter_tags(folder: Path) -> dict[str, dict[str, Any]]:
    """TAG_COLUMNS by the identifiers of the table; `tags_checked_at` is now where they were checked."""
    now = timezone.now()
    tags: dict[str, dict[str, Any]] = {
        row["food_id"]: {
            "allergens": row["allergens"].split(),
            "unsuitable_for": row["unsuitable_for"].split(),
            "tags_checked_at": now if row["checked"] == "yes" else None,
        }
        for row in read_rows(folder / "tags.csv")
    }
    unknown: dict[str, Any] = {"allergens": [], "unsuitable_for": [], "tags_checked_at": None}
    for recipe in read_recipes(folder):
        if recipe.food_id not in tags:
            tags[recipe.food_id] = joint_tags(tags.get(food_id, unknown) for food_id in recipe.items)
    return tags


def _untouched(food: Food) -> bool:
    """Tags without a date were put there by a person, before dates were kept."""
    return food.tags_checked_at is not None or not (food.allergens or food.unsuitable_for)


def _apply(food: Food, tags: dict[str, Any] | None) -> bool:
    if tags is None:
        return False
    is_same = (
        food.allergens == tags["allergens"]
        and (food.unsuitable_for or []) == tags["unsuitable_for"]
        and (food.tags_checked_at is None) == (tags["tags_checked_at"] is None)
    )
    if is_same:
        return False
    for name, value in tags.items():
        setattr(food, name, value)
    return True
