"""Meals of the same slot stand side by side, and no day is put out of its own order."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.menus.grid import Row, arrange
from apps.menus.slots import Slot

CASES = json.loads((Path(__file__).parent.parent / "cases/grid.json").read_text(encoding="utf-8"))


def meal(text: str) -> dict[str, str]:
    """The meal that the cases write as "slot time name"."""
    slot, time, *name = text.split(" ", 2)
    return {"slot": slot, "time": "" if time == "-" else time, "name": name[0] if name else ""}


def written(row: Row) -> str:
    return " ".join(part for part in (row.slot, row.time or "-", row.name) if part)


@pytest.mark.parametrize("case", CASES["arrange"], ids=lambda case: case["name"])
def test_shared_cases(case: dict[str, Any]) -> None:
    days = [[meal(text) for text in day] for day in case["days"]]
    rows, cells = arrange(days)
    assert [written(row) for row in rows] == case["rows"]
    found = [
        [None if node is None else next(i for i, m in enumerate(day) if m is node) for node in line]
        for day, line in zip(days, cells, strict=True)
    ]
    assert found == case["cells"]


@given(
    st.lists(
        st.lists(
            st.builds(
                lambda s, h: {"slot": s, "time": f"{h:02}:00"},
                st.sampled_from(Slot.values),
                st.integers(0, 23),
            )
        )
    )
)
def test_every_meal_has_its_row_in_the_order_of_its_day(days: list[list[dict[str, str]]]) -> None:
    _rows, cells = arrange(days)
    for day, line in zip(days, cells, strict=True):
        placed = [node for node in line if node is not None]
        assert len(placed) == len(day)
        assert all(node is expected for node, expected in zip(placed, day, strict=True))
