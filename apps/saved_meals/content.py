"""What is kept of a meal: checked like any menu, without notes and without what is empty. Knows no database
rows but foods.
"""

from typing import Any

from apps.menus.errors import MenuErrors
from apps.menus.services import checked_menu, without_empty_lines

KEY = "saved"  # the id of the day and of the meal: there is only one of each
POSITION = "i"


class NothingToKeep(ValueError):
    """There is no food in any of the options."""


def checked_meal(*, name: Any, slot: Any, options: Any) -> dict[str, Any]:
    """The menu document of one day that holds this one meal, its name left out. One query.

    Raises MenuErrors where it is not one that a menu could hold, NothingToKeep where no option has a food.
    """
    meal = {"id": KEY, "position": POSITION, "slot": slot, "name": name, "options": options}
    day = {"id": KEY, "position": POSITION, "meals": [meal]}
    menu = checked_menu(without_empty_lines({"schema": 1, "days": [day]}))
    kept = menu["days"][0]["meals"][0]
    kept["name"] = ""
    kept["options"] = [_without_notes(option) for option in kept["options"] if option["items"]]
    if not kept["options"]:
        raise NothingToKeep
    return menu


def in_words(errors: MenuErrors) -> str:
    """What is wrong, without the day that nobody wrote: "Upma, option 1, item 2 'Tea': …"."""
    lines = [f"{error.place.partition(', ')[2] or error.place}: {error.message}" for error in errors.errors]
    return " ".join(filter(None, [*(line.removeprefix(": ") for line in lines), errors.more]))


def _without_notes(option: dict[str, Any]) -> dict[str, Any]:
    """Notes are written for one client and may be about them."""
    return {**option, "items": [{**item, "note": ""} for item in option["items"]]}
