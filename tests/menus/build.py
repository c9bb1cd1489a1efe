"""Menus written briefly: `menu(day("Monday", meal("lunch", option(item("Dal", grams=150)))))`."""

from typing import Any

from apps.menus.positions import spread

Node = dict[str, Any]


def item(name: Any, **fields: Any) -> Node:
    """A line; what is not said is empty or unknown."""
    empty = {"food_id": None, "quantity": None, "measure": "", "grams": None, "nutrients": None, "note": ""}
    return {**empty, "name": name, **fields}


def option(*items: Node) -> Node:
    """One way to eat a meal."""
    return {"items": numbered("i", items)}


def meal(slot: str, *options: Node, **fields: Any) -> Node:
    """A meal without name and time of its own."""
    return {"slot": slot, "name": "", "time": "", "note": "", "options": numbered("o", options), **fields}


def day(label: str, *meals: Node) -> Node:
    """A day."""
    return {"label": label, "note": "", "meals": numbered("m", meals)}


def menu(*days: Node) -> Node:
    """A whole document; the ids are d1, m1, o1, i1 and so on among siblings."""
    return {"schema": 1, "days": numbered("d", days)}


def numbered(letter: str, nodes: tuple[Node, ...]) -> list[Node]:
    """The nodes with ids and positions."""
    return [
        {"id": f"{letter}{number}", "position": position, **node}
        for number, (node, position) in enumerate(zip(nodes, spread(len(nodes)), strict=True), start=1)
    ]


def week_with(line: Node) -> Node:
    """A menu whose Tuesday has `line` third for lunch, after roti and rice."""
    lunch = meal("lunch", option(item("Roti"), item("Rice"), line))
    return menu(day("Monday"), day("Tuesday", meal("breakfast", option(item("Poha"))), lunch))
