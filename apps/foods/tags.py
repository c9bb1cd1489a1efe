"""What a person confirmed about a food: its allergens, and whom it does not suit. Never read off a name."""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict
from uuid import UUID

from django.dispatch import Signal
from django.utils import timezone

from apps.accounts.models import User
from apps.foods.diet import Allergen, Restriction, against
from apps.foods.models import Food

TAG_COLUMNS = ("allergens", "unsuitable_for", "tags_checked_at")

# With `before` and `after`: the facts by food id (text) of each food whose facts have changed.
tags_changed = Signal()


class Facts(TypedDict):
    """What the guard knows of a food. What is listed is sure; that nothing else is, only if checked."""

    allergens: list[str]
    unsuitable: list[str]
    checked: bool


def facts_of(row: Mapping[str, Any]) -> Facts:
    """The facts of a row with TAG_COLUMNS; `unsuitable` includes what follows from the rest."""
    allergens = [code for code in Allergen.values if code in row["allergens"]]
    return {
        "allergens": allergens,
        "unsuitable": against(allergens, row["unsuitable_for"] or []),
        "checked": row["tags_checked_at"] is not None,
    }


def facts_for(food_ids: Iterable[str]) -> dict[str, Facts]:
    """The facts of these foods by id; foods that are gone are absent. One query."""
    rows = Food.objects.filter(pk__in=[UUID(food_id) for food_id in food_ids]).order_by()
    return {str(row["pk"]): facts_of(row) for row in rows.values("pk", *TAG_COLUMNS)}


def joint_tags(foods: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """TAG_COLUMNS of what is made of these (rows with TAG_COLUMNS): all of their tags together; checked, at
    the time of the latest, only if each is. A dish of nothing is not checked."""
    rows = list(foods)
    allergens = {code for row in rows for code in row["allergens"]}
    unsuitable = {code for row in rows for code in row["unsuitable_for"] or []}
    times = [row["tags_checked_at"] for row in rows]
    return {
        "allergens": [code for code in Allergen.values if code in allergens],
        "unsuitable_for": [code for code in Restriction.values if code in unsuitable],
        "tags_checked_at": max(times) if times and all(times) else None,
    }


def set_tags(
    food: Food, *, allergens: Iterable[str], unsuitable_for: Iterable[str], checked: bool, by: User | None
) -> None:
    """Puts tags that `by` confirmed on `food`, without saving it. Whoever checked it first stays named until
    something about the tags changes."""
    new = {"allergens": list(allergens), "unsuitable_for": list(unsuitable_for)}
    was_checked = food.tags_checked_at is not None
    is_same = all(sorted(getattr(food, name) or []) == sorted(codes) for name, codes in new.items())
    if is_same and was_checked == checked:
        return
    food.allergens, food.unsuitable_for = new["allergens"], new["unsuitable_for"]
    food.tags_checked_at = timezone.now() if checked else None
    food.tags_checked_by = by if checked else None


def tell_changes(before: Mapping[str, Facts], after: Mapping[str, Facts]) -> None:
    """Lets those know who guard menus; call it once the foods are saved, with the same ids on both sides."""
    changed = [food_id for food_id in after if before.get(food_id) != after[food_id]]
    if changed:
        tags_changed.send(
            sender=Food,
            before={food_id: before[food_id] for food_id in changed if food_id in before},
            after={food_id: after[food_id] for food_id in changed},
        )
