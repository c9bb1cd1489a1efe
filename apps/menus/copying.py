"""A copy of a menu whose nodes are its own: what happens to the copy never touches the original."""

from typing import Any
from uuid import UUID

from apps.menus.document import validate
from apps.menus.ids import node_id
from apps.menus.positions import spread
from apps.menus.reading import readable

LEVELS = ("days", "meals", "options", "items")


def copy_menu(menu: dict[str, Any], key: UUID) -> dict[str, Any]:
    """`menu` with a fresh id for every day, meal, option and item; everything else stays as it was.

    The ids follow from `key` and the old ids: a request that is sent twice makes the same copy twice.
    """
    menu = readable(menu)
    return {**menu, "days": _copies(menu["days"], LEVELS[1:], key, "days")}


def repeat_menu(menu: dict[str, Any], key: UUID, days: int) -> dict[str, Any]:
    """A copy of `days` days: those of `menu` over and over, or only the first of them.

    Raises MenuErrors when that is more than a menu may hold.
    """
    cycle = readable(menu)["days"]
    positions = spread(days)
    repeated = [
        {**cycle[place % len(cycle)], "id": f"{place}", "position": position}
        for place, position in enumerate(positions)
    ]
    return validate(copy_menu({**menu, "days": repeated}, key)).document()


def _copies(
    nodes: list[dict[str, Any]], levels: tuple[str, ...], key: UUID, place: str
) -> list[dict[str, Any]]:
    copies = []
    for node in nodes:
        path = f"{place}/{node['id']}"
        copy = {**node, "id": node_id(key, path)}
        if levels:
            copy[levels[0]] = _copies(node[levels[0]], levels[1:], key, f"{path}/{levels[0]}")
        elif copy.get("nutrients") is not None:
            copy["nutrients"] = dict(copy["nutrients"])
        copies.append(copy)
    return copies
