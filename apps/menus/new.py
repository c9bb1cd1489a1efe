"""An empty menu to start from."""

from typing import Any
from uuid import UUID

from apps.menus.ids import node_id
from apps.menus.positions import spread
from apps.menus.slots import DEFAULT_TIMES, Slot
from apps.menus.upgrading import SCHEMA

USUAL_SLOTS = (
    Slot.EARLY_MORNING,
    Slot.BREAKFAST,
    Slot.MID_MORNING,
    Slot.LUNCH,
    Slot.MID_EVENING,
    Slot.DINNER,
)


def new_menu(key: UUID, days: int = 7) -> dict[str, Any]:
    """A menu document of empty days with the usual meals, each with one option to fill.

    The same key gives the same ids: two tabs that open the same new plan fill the same cells, and merge.
    """
    return {"schema": SCHEMA, "days": [_day(key, number, place) for number, place in enumerate(spread(days))]}


def _day(key: UUID, number: int, position: str) -> dict[str, Any]:
    places = spread(len(USUAL_SLOTS))
    return {
        "id": node_id(key, f"day {number}"),
        "position": position,
        "label": "",
        "note": "",
        "meals": [
            _meal(key, f"day {number} {slot.value}", slot, place)
            for slot, place in zip(USUAL_SLOTS, places, strict=True)
        ],
    }


def _meal(key: UUID, place: str, slot: Slot, position: str) -> dict[str, Any]:
    option = {"id": node_id(key, f"{place} option"), "position": spread(1)[0], "items": []}
    return {
        "id": node_id(key, place),
        "position": position,
        "slot": slot.value,
        "name": "",
        "time": DEFAULT_TIMES[slot],
        "note": "",
        "options": [option],
    }
