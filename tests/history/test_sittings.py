"""Saves put together as somebody remembers them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from apps.history.gathering import ranges
from apps.history.sittings import MOST_SAVES, PAUSE, Save, sittings

ANITA, BALA = UUID(int=1), UUID(int=2)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def saves(*rows: tuple[UUID, int]) -> list[Save]:
    """The newest first, from rows `(who, minutes after ten)` in the order of time."""
    listed = [
        Save(version, who, TEN + timedelta(minutes=at)) for version, (who, at) in enumerate(rows, start=1)
    ]
    return listed[::-1]


def versions(*rows: tuple[UUID, int]) -> list[list[int]]:
    """The versions of each sitting."""
    return [[save.version for save in sitting.saves] for sitting in sittings(saves(*rows))]


def test_short_pauses_belong_to_one_sitting() -> None:
    assert versions((ANITA, 2), (ANITA, 12), (ANITA, 31)) == [[3, 2, 1]]
    [sitting] = sittings(saves((ANITA, 2), (ANITA, 31)))
    assert (sitting.by, sitting.began, sitting.ended) == (
        ANITA,
        TEN + timedelta(minutes=2),
        TEN + timedelta(minutes=31),
    )


def test_a_long_pause_parts_them() -> None:
    assert versions((ANITA, 0), (ANITA, 30), (ANITA, 61)) == [[3], [2, 1]]


def test_somebody_else_parts_them() -> None:
    assert versions((ANITA, 0), (BALA, 1), (ANITA, 2)) == [[3], [2], [1]]


def test_a_sitting_has_an_end() -> None:
    assert [len(one) for one in versions(*[(ANITA, 0)] * (MOST_SAVES + 1))] == [MOST_SAVES, 1]


@given(st.lists(st.tuples(st.sampled_from([ANITA, BALA]), st.integers(0, 200)), max_size=60))
def test_nothing_is_lost_or_out_of_order(rows: list[tuple[UUID, int]]) -> None:
    listed = saves(*sorted(rows, key=lambda row: row[1]))
    found = sittings(listed)
    assert [save for sitting in found for save in sitting.saves] == listed
    for sitting in found:
        assert len({save.by for save in sitting.saves}) == 1
        for later, earlier in pairwise(sitting.saves):
            assert later.at - earlier.at <= PAUSE


@given(st.sets(st.integers(1, 40)))
def test_ranges_say_the_same_numbers(numbers: set[int]) -> None:
    runs = ranges(numbers)
    assert {one for low, high in runs for one in range(low, high + 1)} == numbers
    assert all(earlier[1] + 1 < later[0] for earlier, later in pairwise(runs))
