"""Menu documents of earlier schemas, brought to the present one: a step for each schema there has been.

A document is upgraded whenever it is read, and written in the present schema with the next save: nothing has
to be migrated in one go, and a draft that was begun before a deploy is finished after it. Changing the schema
adds one to SCHEMA and a step to STEPS; a step is never changed once it was released.

| schema | what is different from the one before |
|---|---|
| 0 | the first: no `schema`, and nodes without `position`; their order is that of the list |
| 1 | each node has a `position` |
"""

from collections.abc import Callable, Mapping
from typing import Any

from apps.menus.paths import LEVELS
from apps.menus.positions import is_position, spread

SCHEMA = 1


def schema_of(menu: Any) -> int | None:
    """The schema that `menu` says it is in, 0 when it says nothing; None when that cannot be a schema."""
    schema = menu.get("schema", 0) if isinstance(menu, dict) else None
    return schema if type(schema) is int and schema >= 0 else None


def is_newer(menu: Any) -> bool:
    """Whether `menu` was written by a later version of this application."""
    return (schema_of(menu) or 0) > SCHEMA


def upgraded(menu: Any) -> Any:
    """`menu` in the present schema; the very same object when it is in it, is newer, or is no menu at all."""
    schema = schema_of(menu)
    if schema is None or schema >= SCHEMA:
        return menu
    for step in range(schema, SCHEMA):
        menu = {**STEPS[step](menu), "schema": step + 1}
    return menu


def _with_positions(node: dict[str, Any], levels: tuple[str, ...] = LEVELS) -> dict[str, Any]:
    """From 0 to 1. A list in which every node has a position already keeps them."""
    nodes = node.get(levels[0]) if levels else None
    if not isinstance(nodes, list):
        return node
    has_positions = all(isinstance(child, dict) and is_position(child.get("position")) for child in nodes)
    return {
        **node,
        levels[0]: [
            _with_positions(child if has_positions else {**child, "position": position}, levels[1:])
            if isinstance(child, dict)
            else child
            for child, position in zip(nodes, spread(len(nodes)), strict=True)
        ],
    }


STEPS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {0: _with_positions}
