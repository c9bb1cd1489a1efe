"""diff and apply give the answers that the browser gives too."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from apps.drafts.changes import apply, diff, same, value_at

CASES = json.loads((Path(__file__).parent.parent / "cases/changes.json").read_text(encoding="utf-8"))


def cases(group: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES[group]])


def exactly(value: Any) -> str:
    """JSON by which two values can be compared whole: in it true is not 1, as it is to Python."""
    return json.dumps(value, sort_keys=True)


def test_there_are_enough_cases_and_no_name_twice() -> None:
    for group, members in CASES.items():
        names = [case["name"] for case in members]
        assert len(names) == len(set(names)), group
    assert sum(map(len, CASES.values())) >= 60


@cases("same")
def test_same(case: dict[str, Any]) -> None:
    assert same(case["one"], case["other"]) is case["same"]
    assert same(case["other"], case["one"]) is case["same"]


@cases("value_at")
def test_value_at(case: dict[str, Any]) -> None:
    assert value_at(case["document"], case["path"]) == case["value"]


@cases("diff")
def test_diff(case: dict[str, Any]) -> None:
    changes = diff(case["before"], case["after"])
    assert exactly(changes) == exactly(case["changes"])
    reached, conflicts = apply(case["before"], changes)
    assert same(reached, case["after"])
    assert conflicts == {}


@cases("apply")
def test_apply(case: dict[str, Any]) -> None:
    document = copy.deepcopy(case["document"])
    after, conflicts = apply(document, case["changes"])
    assert exactly(after) == exactly(case["after"])
    assert exactly(conflicts) == exactly(case["conflicts"])
    assert document == case["document"]
