"""Saved meals written briefly."""

from typing import Any
from uuid import UUID, uuid4

from apps.accounts.models import User
from apps.saved_meals.content import checked_meal
from apps.saved_meals.models import SavedMeal
from apps.saved_meals.services import keep_meal
from tests.menus.build import item, numbered, option


def saved(
    owner: User,
    name: str,
    *foods: str,
    slot: str = "breakfast",
    shared: bool = False,
    key: UUID | None = None,
) -> SavedMeal:
    """A saved meal of free text."""
    options = numbered("o", (option(*(item(food) for food in foods or (name,))),))
    menu = checked_meal(name=name, slot=slot, options=options)
    fields = {"name": name, "slot": slot, "is_shared": shared, "menu": menu}
    return keep_meal(user=owner, key=key or uuid4(), **fields)[0]


def body(*options: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """What the editor sends."""
    return {
        "name": "Light",
        "slot": "breakfast",
        "isShared": False,
        "options": numbered("o", options),
        **fields,
    }
