"""What comes out of bringing a part back, whatever the two versions are."""

from typing import Any

import pytest
from hypothesis import given

from apps.drafts.changes import same, value_at
from apps.history.comparing import compare_menus
from apps.history.restoring import NoPlace, NotThere, one_day, one_meal, whole
from apps.menus.pairs import changed_cells
from tests.history.menus import IDS, data
from tests.menus.build import day, item, meal, menu, option

Data = dict[str, Any]


def others(document: Data, place: str) -> dict[str, Any]:
    """What stands at every other place of the same list."""
    listed, _slash, one = place.rpartition("/")
    return {node["id"]: node for node in value_at(document, listed) if node["id"] != one}


def places(document: Data) -> list[str]:
    """Where its days are."""
    return [f"menu/days/{day['id']}" for day in document["menu"]["days"]]


@given(data, data)
def test_a_day_comes_back_exactly_and_leaves_the_others(now: Data, then: Data) -> None:
    for place in places(then):
        result = one_day(now, then, "menu", place.rpartition("/")[2])
        assert value_at(result, place) == value_at(then, place)
        assert others(result, place) == others(now, place)
        assert result["name"] == now["name"]


@given(data, data)
def test_a_meal_comes_back_exactly_and_leaves_the_others(now: Data, then: Data) -> None:
    for day_place in {*places(then)} & {*places(now)}:
        for held in value_at(then, day_place)["meals"]:
            place = f"{day_place}/meals/{held['id']}"
            result = one_meal(now, then, "menu", day_place.rpartition("/")[2], held["id"])
            assert value_at(result, place) == held
            assert others(result, place) == others(now, place)
            assert others(result, day_place) == others(now, day_place)


@given(data, data)
def test_a_whole_version_comes_back(now: Data, then: Data) -> None:
    assert same(whole(now, then), then)
    assert whole(now, then, stays=["name"]) == {"name": now["name"], "menu": then["menu"]}


@given(data, data)
def test_restoring_can_be_taken_back(now: Data, then: Data) -> None:
    for place in {*places(then)} & {*places(now)}:
        key = place.rpartition("/")[2]
        there = one_day(now, then, "menu", key)
        assert same(one_day(there, now, "menu", key), now)


@given(data, data)
def test_the_comparison_names_every_day_that_differs(now: Data, then: Data) -> None:
    differing = {day.pair.id for day in compare_menus(then["menu"], now["menu"])}
    for key in IDS:
        place = f"menu/days/{key}"
        assert (key in differing) == (not same(value_at(then, place), value_at(now, place)))


@given(data, data)
def test_a_summary_counts_what_the_comparison_shows(now: Data, then: Data) -> None:
    summary = changed_cells(then["menu"], now["menu"])
    shown = [day for day in compare_menus(then["menu"], now["menu"]) if day.pair.how == "changed"]
    cells = {(day.pair.id, cell.pair.id) for day in shown for cell in day.cells}
    assert {(cell["day"], cell["meal"]) for cell in summary["cells"]} == cells
    assert summary["meals"] == len(cells)


def test_a_day_keeps_the_place_it_has_now() -> None:
    then = {"menu": menu(day("Old", meal("lunch")), day("Second"))}
    now = {"menu": menu(day("New"), day("Second"))}
    now["menu"]["days"][0]["position"] = "z"
    now["menu"]["days"].reverse()
    result = one_day(now, then, "menu", "d1")
    assert [(one["id"], one["label"]) for one in result["menu"]["days"]] == [("d2", "Second"), ("d1", "Old")]


def test_a_day_that_was_removed_comes_back_where_it_was() -> None:
    then = {"menu": menu(day("One"), day("Two"), day("Three"))}
    now = {"menu": {"schema": 1, "days": [then["menu"]["days"][0], then["menu"]["days"][2]]}}
    assert same(one_day(now, then, "menu", "d2"), then)


def test_what_was_not_there_cannot_come_back() -> None:
    then, now = {"menu": menu(day("One", meal("lunch")))}, {"menu": menu()}
    with pytest.raises(NotThere):
        one_day(now, then, "menu", "d2")
    with pytest.raises(NotThere):
        one_meal(now, then, "menu", "d1", "m2")
    with pytest.raises(NoPlace):
        one_meal(now, then, "menu", "d1", "m1")


def test_lines_that_came_went_and_changed() -> None:
    before = menu(day("One", meal("lunch", option(item("Dal", grams=100), item("Rice", grams=50)))))
    after = menu(
        day(
            "One", meal("lunch", option(item("Dal", grams=150), item("")), option(item("Roti")), time="13:00")
        )
    )
    [changed] = compare_menus(before, after)
    [cell] = changed.cells
    assert cell.fields == ["time"]
    assert cell.options == 2
    found = [(line.option, line.pair.how, line.pair.node["name"]) for line in cell.lines]
    assert found == [(1, "changed", "Dal"), (1, "changed", ""), (2, "added", "Roti")]
