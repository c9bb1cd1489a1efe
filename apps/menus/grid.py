"""The rows that the meals of several days share in a grid of slots and days.

Every day keeps the order of its own meals; meals of one slot stand side by side wherever that order allows.
static/js/menu-grid.js does the same; tests/cases/grid.json holds both to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.menus.slots import Slot

Node = Mapping[str, Any]
Place = Node | None  # what a day has in a row


@dataclass(eq=False)
class Row:
    """One row of the grid: meals of one slot, or custom meals of one name."""

    slot: str
    name: str  # of a custom meal; empty for the slots that everybody knows
    time: str

    def takes(self, meal: Node) -> bool:
        """Whether `meal` belongs here."""
        return (self.slot, self.name.lower()) == (slot_of(meal), custom_name(meal).lower())


def slot_of(meal: Node) -> str:
    """The slot of a meal; what we do not know is a custom one."""
    slot = meal.get("slot")
    return slot if isinstance(slot, str) and slot in Slot.values else Slot.CUSTOM.value


def custom_name(meal: Node) -> str:
    """The name by which custom meals are told apart."""
    return _text(meal.get("name")).strip() if slot_of(meal) == Slot.CUSTOM else ""


def arrange(days: Iterable[Sequence[Node]]) -> tuple[list[Row], list[list[Place]]]:
    """The rows for the meals of these days, each in order, and each day's meal or None in every row."""
    rows: list[Row] = []
    placed: list[dict[Row, Node]] = []
    for meals in days:
        taken: dict[Row, Node] = {}
        cursor = 0
        for meal in meals:
            cursor = _row_for(meal, rows, cursor)
            taken[rows[cursor]] = meal
            cursor += 1
        placed.append(taken)
    return rows, [[taken.get(row) for row in rows] for taken in placed]


def _row_for(meal: Node, rows: list[Row], start: int) -> int:
    """The index of the first row from `start` that takes `meal`; a new one is made where its time belongs."""
    for index in range(start, len(rows)):
        if rows[index].takes(meal):
            return index
    time = _text(meal.get("time"))
    index = start
    while index < len(rows) and rows[index].time <= time:
        index += 1
    rows.insert(index, Row(slot_of(meal), custom_name(meal), time))
    return index


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
