"""A menu document made safe to show: it may be of an earlier schema, and a draft may hold anything."""

from collections.abc import Iterator
from typing import Any

from apps.menus.positions import is_position
from apps.menus.upgrading import SCHEMA, is_newer, upgraded

CHILDREN = {"days": "meals", "meals": "options", "options": "items", "items": ""}


def readable(menu: Any) -> dict[str, Any]:
    """`menu` in the present schema, with every list in order and without what is no node; a well-formed one
    comes back equal. Of a later schema there is what can be understood, and it still says which it is."""
    top = upgraded(menu) if isinstance(menu, dict) else {}
    schema = top["schema"] if is_newer(top) else SCHEMA
    return {**top, "schema": schema, "days": _nodes(top, "days")}


def items_of(menu: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every item of a readable menu."""
    for day in menu["days"]:
        for meal in day["meals"]:
            for option in meal["options"]:
                yield from option["items"]


def food_ids(menu: dict[str, Any]) -> set[str]:
    """The foods that a readable menu names."""
    named = (item.get("food_id") for item in items_of(menu))
    return {food_id for food_id in named if isinstance(food_id, str) and food_id}


def text_of(value: object) -> str:
    """Text as it is; anything else that stands where text should is left out."""
    return value if isinstance(value, str) else ""


def _nodes(parent: dict[str, Any], level: str) -> list[dict[str, Any]]:
    listed = parent.get(level)
    nodes = [_node(node, level) for node in listed if _is_node(node)] if isinstance(listed, list) else []
    return sorted(nodes, key=lambda node: (node["position"], node["id"]))


def _node(node: dict[str, Any], level: str) -> dict[str, Any]:
    children = CHILDREN[level]
    if children:
        return {**node, children: _nodes(node, children)}
    nutrients = node.get("nutrients")
    return node if nutrients is None or isinstance(nutrients, dict) else {**node, "nutrients": None}


def _is_node(node: object) -> bool:
    return isinstance(node, dict) and isinstance(node.get("id"), str) and is_position(node.get("position"))
