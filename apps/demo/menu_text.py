"""Menus as people write them, made into menu documents.

    # a remark
    day Festival
    breakfast: idli 3 idli, medium; sambar 1 katori | dosa 2 dosa, medium; sambar 1 katori

A day may have a name. A line is a meal: its slot, then options between `|`, items between `;`; an item is
the identifier of a starter food, a quantity, and a measure that this food is offered in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.menus.ids import node_id
from apps.menus.positions import spread
from apps.menus.slots import DEFAULT_TIMES, Slot
from apps.menus.upgrading import SCHEMA


@dataclass(frozen=True, slots=True)
class TableFood:
    """What a menu text needs to know of a food: its id in the table and what one of each measure weighs."""

    id: str
    name: str
    grams: Mapping[str, float]


class MenuTextError(ValueError):
    """A line that cannot be read; the message names the line."""


def parse_menu(text: str, *, key: UUID, foods: Mapping[str, TableFood]) -> dict[str, Any]:
    """The menu document of `text`; the same key gives the same ids, so a second seeding changes nothing."""
    days: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            continue
        if line == "day" or line.startswith("day "):
            days.append((line.removeprefix("day").strip(), []))
        elif days:
            days[-1][1].append(line)
        else:
            raise MenuTextError(f"a meal before the first day: {line!r}")
    positions = spread(len(days))
    return {
        "schema": SCHEMA,
        "days": [
            {
                "id": node_id(key, f"day {number}"),
                "position": position,
                "label": label,
                "note": "",
                "meals": _meals(lines, key=key, place=f"day {number}", foods=foods),
            }
            for number, ((label, lines), position) in enumerate(zip(days, positions, strict=True))
        ],
    }


def _meals(
    lines: list[str], *, key: UUID, place: str, foods: Mapping[str, TableFood]
) -> list[dict[str, Any]]:
    meals = []
    for line, position in zip(lines, spread(len(lines)), strict=True):
        name, _, content = line.partition(":")
        if name not in Slot.values:
            raise MenuTextError(f"no such slot: {line!r}")
        slot = Slot(name)
        here = f"{place} {slot.value}"
        meals.append(
            {
                "id": node_id(key, here),
                "position": position,
                "slot": slot.value,
                "name": "",
                "time": DEFAULT_TIMES[slot],
                "note": "",
                "options": _options(content, key=key, place=here, foods=foods),
            }
        )
    return meals


def _options(content: str, *, key: UUID, place: str, foods: Mapping[str, TableFood]) -> list[dict[str, Any]]:
    options = []
    texts = content.split("|")
    for number, (text, position) in enumerate(zip(texts, spread(len(texts)), strict=True)):
        # The first option has the id that an empty menu would give it.
        here = f"{place} option" + (f" {number}" if number else "")
        items = text.split(";")
        options.append(
            {
                "id": node_id(key, here),
                "position": position,
                "items": [
                    _item(item.strip(), key=key, place=f"{here} item {index}", position=spot, foods=foods)
                    for index, (item, spot) in enumerate(zip(items, spread(len(items)), strict=True))
                ],
            }
        )
    return options


def _item(
    text: str, *, key: UUID, place: str, position: str, foods: Mapping[str, TableFood]
) -> dict[str, Any]:
    try:
        identifier, amount, measure = text.split(" ", 2)
        quantity = float(amount)
        food = foods[identifier]
        grams = food.grams[measure]
    except (ValueError, KeyError) as error:
        raise MenuTextError(f"cannot read {text!r}: {error}") from error
    return {
        "id": node_id(key, place),
        "position": position,
        "food_id": food.id,
        "name": food.name,
        "quantity": int(quantity) if quantity.is_integer() else quantity,
        "measure": measure,
        "grams": round(quantity * grams, 1),
        "nutrients": None,
        "note": "",
    }
