"""The same nodes in two menus, matched by their ids; pure. Both menus are readable ones (reading.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from apps.menus.totals import is_blank

Node = Mapping[str, Any]
How = Literal["added", "removed", "changed", "same"]
MOST_CELLS = 60  # kept one by one in a summary; of what goes beyond, the number


@dataclass(frozen=True, slots=True)
class Pair:
    """One node on both sides, None where it is not; `number` counts its siblings from 1, in the later menu
    wherever it is there."""

    number: int
    before: Node | None
    after: Node | None

    @property
    def how(self) -> How:
        """What became of it."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "same" if self.before == self.after else "changed"

    @property
    def node(self) -> Node:
        """The node as it is, or as it was."""
        node = self.before if self.after is None else self.after
        return node or {}

    @property
    def id(self) -> str:
        """The id that it has on both sides."""
        return str(self.node["id"])

    def children(self, level: str) -> list["Pair"]:
        """The nodes inside of it."""
        sides = [(side or {}).get(level, []) for side in (self.before, self.after)]
        return pairs(*sides)

    def fields(self, level: str = "") -> list[str]:
        """Which of its own fields differ, its children at `level` left out; none where it is on one side."""
        if self.before is None or self.after is None:
            return []
        names = dict.fromkeys([*self.before, *self.after])
        return [name for name in names if name != level and self.before.get(name) != self.after.get(name)]


def pairs(before: Sequence[Node], after: Sequence[Node]) -> list[Pair]:
    """Every node of both lists once, in the order people see; what was removed stands where it stood."""
    was = {node["id"]: (number, node) for number, node in enumerate(before, start=1)}
    found = [
        Pair(number, was[node["id"]][1] if node["id"] in was else None, node)
        for number, node in enumerate(after, start=1)
    ]
    kept = {node["id"] for node in after}
    found += [Pair(number, node, None) for key, (number, node) in was.items() if key not in kept]
    return sorted(found, key=lambda pair: (pair.node["position"], pair.id))


def changed_cells(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What differs between two menus by day and meal, as JSON that is small enough to be kept with a Save.

    `{"days": {"added": n, "removed": n, "changed": n}, "meals": n, "cells": [{day, number, meal, slot, name,
    how}]}`. Days count as changed by their own label, note or place; meals of days that are new or gone are
    not counted again, nor is the room for a meal in which nothing is written.
    """
    days = {"added": 0, "removed": 0, "changed": 0}
    cells: list[dict[str, Any]] = []
    for day in pairs(before["days"], after["days"]):
        if day.how in ("added", "removed"):
            days[day.how] += 1
        elif day.how == "changed":
            days["changed"] += bool(day.fields("meals"))
            cells += [_cell(day, meal) for meal in day.children("meals") if says_something(meal)]
    return {"days": days, "meals": len(cells), "cells": cells[:MOST_CELLS]}


def says_something(meal: Pair) -> bool:
    """Whether a meal differs in more than room for it that came or went."""
    return meal.how == "changed" or (
        meal.how != "same" and (has_lines(meal.node) or bool(meal.node.get("note")))
    )


def has_lines(meal: Node) -> bool:
    """Whether anything is written in a meal."""
    return any(not is_blank(item) for option in meal["options"] for item in option["items"])


def _cell(day: Pair, meal: Pair) -> dict[str, Any]:
    return {
        "day": day.id,
        "number": day.number,
        "meal": meal.id,
        "slot": meal.node.get("slot", ""),
        "name": meal.node.get("name", ""),
        "how": meal.how,
    }
