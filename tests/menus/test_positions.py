"""Positions sort where they were asked to stand, however often somebody inserts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.menus.positions import PATTERN, between, is_position, spread

CASES = json.loads((Path(__file__).parent.parent / "cases/positions.json").read_text(encoding="utf-8"))
POSITIONS = st.from_regex(PATTERN.replace("254", "6").replace("$", r"\Z"))


@pytest.mark.parametrize("case", CASES["between"])
def test_the_shared_cases(case: dict[str, str | None]) -> None:
    assert between(case["before"], case["after"]) == case["is"]


@pytest.mark.parametrize("case", CASES["refused"])
def test_what_is_no_gap_is_refused(case: dict[str, str | None]) -> None:
    with pytest.raises(ValueError, match=r"not a position|no room"):
        between(case["before"], case["after"])


@pytest.mark.parametrize("case", CASES["spread"])
def test_evenly_spread(case: dict[str, object]) -> None:
    assert spread(case["count"]) == case["is"]  # type: ignore[arg-type]


@given(st.integers(0, 2000))
def test_spread_positions_are_in_order_and_valid(count: int) -> None:
    positions = spread(count)
    assert positions == sorted(set(positions))
    assert all(is_position(position) for position in positions)


@given(POSITIONS, POSITIONS)
def test_between_lies_between(one: str, other: str) -> None:
    low, high = sorted((one, other))
    assert is_position(between(None, low))
    assert between(None, low) < low
    assert between(high, None) > high
    if low != high:
        assert low < between(low, high) < high


@given(st.lists(st.floats(0, 1), max_size=60))
def test_inserting_anywhere_keeps_the_order_that_was_made(places: list[float]) -> None:
    row: list[str] = []
    for place in places:
        index = round(place * len(row))
        before, after = [None, *row][index], [*row, None][index]
        row.insert(index, between(before, after))
    assert row == sorted(set(row))
    assert all(is_position(position) for position in row)


def test_appending_stays_short() -> None:
    position = None
    for _ in range(366):
        position = between(position, None)
    assert position is not None
    assert len(position) <= 12
