"""On which dates the days of a plan fall."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from apps.meal_plans.dates import Shift, date_of, dates_of, runs, shifts, span
from tests.meal_plans.conftest import MakePlan

CASES = json.loads(Path("tests/cases/plan-dates.json").read_text(encoding="utf-8"))
START = date(2026, 3, 2)
days = some.integers(min_value=-10, max_value=60).map(lambda number: START + timedelta(days=number))
frozen_sets = some.sets(days, max_size=20)
lengths = some.integers(min_value=1, max_value=40)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_shared_cases(case: dict[str, Any]) -> None:
    start = date.fromisoformat(case["start"])
    frozen = [date.fromisoformat(text) for text in case["frozen"]]
    dates = [day.isoformat() for day in dates_of(start, case["days"], frozen)]
    assert dates == case["dates"]
    assert [date_of(start, index, frozen).isoformat() for index in range(case["days"])] == case["dates"]


@given(lengths, frozen_sets)
def test_no_day_falls_on_a_frozen_date_and_none_is_left_out(length: int, frozen: set[date]) -> None:
    dates = dates_of(START, length, frozen)
    assert len(dates) == length
    assert not set(dates) & frozen
    free = [day for day in span(START, dates[-1]) if day not in frozen]
    assert dates == free


@given(lengths, frozen_sets)
def test_one_day_asked_for_is_the_same_as_all_of_them(length: int, frozen: set[date]) -> None:
    assert [date_of(START, index, frozen) for index in range(length)] == dates_of(START, length, frozen)


@given(lengths, frozen_sets, frozen_sets)
def test_freezing_more_only_moves_days_later_and_undoing_brings_all_back(
    length: int, frozen: set[date], more: set[date]
) -> None:
    there = shifts(START, length, frozen, frozen | more)
    assert all(shift.new > shift.old for shift in there)
    back = shifts(START, length, frozen | more, frozen)
    assert back == [Shift(shift.index, shift.new, shift.old) for shift in there]


@given(frozen_sets)
def test_stretches_hold_the_same_dates(frozen: set[date]) -> None:
    stretches = runs(frozen)
    assert {day for first, last in stretches for day in span(first, last)} == frozen
    assert all(one[1] + timedelta(days=1) < two[0] for one, two in pairwise(stretches))


def test_a_plan_knows_its_dates(make_plan: MakePlan) -> None:
    plan = make_plan(length_days=3, frozen_dates=["2026-03-03"])
    assert plan.dates() == [date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5)]
    assert (plan.date_of(1), plan.end_date) == (date(2026, 3, 4), date(2026, 3, 5))


def test_a_plan_of_the_previous_version_has_none_frozen(make_plan: MakePlan) -> None:
    plan = make_plan(length_days=2, frozen_dates=None)
    assert plan.end_date == date(2026, 3, 3)
