"""A practice to measure on: who signs in, and a menu of a given size from real foods."""

from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

import bench._measuring  # noqa: F401 (sets Django up)

# isort: split
from django.test import Client as Browser

from apps.accounts.models import Role, User
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.kinds import get_kind
from apps.foods.models import Food
from apps.foods.services import load_starter_foods
from apps.menus.ids import node_id
from apps.menus.positions import spread
from apps.menus.slots import DEFAULT_TIMES, Slot
from apps.menus.upgrading import SCHEMA

SLOTS = [slot for slot in Slot if slot is not Slot.CUSTOM]


def dietitian() -> User:
    """Somebody to sign in as."""
    return User.objects.create_user("bench@example.com", name="Bench", role=Role.DIETITIAN)


def signed_in(user: User) -> Browser:
    """A browser that talks to the application under a name it answers to."""
    browser = Browser(SERVER_NAME="localhost")
    browser.force_login(user)
    return browser


def full_menu(key: UUID, *, days: int, items: int) -> dict[str, Any]:
    """`days` days of all eight meals with `items` lines each, every line a food of the starter table."""
    if not Food.objects.exists():
        load_starter_foods()
    foods = cycle(Food.objects.order_by("name").values_list("pk", "name")[:80])
    return {
        "schema": SCHEMA,
        "days": [_day(key, number, position, foods, items) for number, position in enumerate(spread(days))],
    }


def saved_template(user: User, *, days: int = 7, items: int = 4) -> DietTemplate:
    """A diet template of that size, saved once."""
    key = uuid4()
    menu = full_menu(key, days=days, items=items)
    record = DietTemplate(pk=key, name="A full week", owner=user, menu=menu, length_days=days)
    return insert_record(get_kind("diet-template"), record, user)


def _day(key: UUID, number: int, position: str, foods: Any, items: int) -> dict[str, Any]:
    meals = [
        {
            "id": node_id(key, f"{number} {slot.value}"),
            "position": place,
            "slot": slot.value,
            "name": "",
            "time": DEFAULT_TIMES[slot],
            "note": "",
            "options": [_option(key, f"{number} {slot.value}", foods, items)],
        }
        for slot, place in zip(SLOTS, spread(len(SLOTS)), strict=True)
    ]
    return {"id": node_id(key, f"{number}"), "position": position, "label": "", "note": "", "meals": meals}


def _option(key: UUID, place: str, foods: Any, items: int) -> dict[str, Any]:
    lines = [
        {
            "id": node_id(key, f"{place} {index}"),
            "position": position,
            "food_id": str(food),
            "name": name,
            "quantity": 100,
            "measure": "g",
            "grams": 100,
            "nutrients": None,
            "note": "",
        }
        for index, ((food, name), position) in enumerate(
            zip(islice(foods, items), spread(items), strict=True)
        )
    ]
    return {"id": node_id(key, f"{place} option"), "position": spread(1)[0], "items": lines}
