"""What a menu may be, and how an error names what is wrong."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.menus import document
from apps.menus.document import validate
from apps.menus.errors import MOST, MenuErrors
from tests.menus.build import Node, day, item, meal, menu, option, week_with

PLACE = "Day 2 (Tuesday), Lunch, option 1, item 3"
PATH = "days/d2/meals/m2/options/o1/items/i3"


def errors_of(data: Any) -> MenuErrors:
    with pytest.raises(MenuErrors) as caught:
        validate(data)
    return caught.value


def test_a_menu_comes_back_as_it_was() -> None:
    written = week_with(item("Dal", quantity=1.5, measure="katori", grams=225, note="thin"))
    assert validate(written).document() == written


def test_numbers_stay_as_they_were_typed() -> None:
    line = validate(week_with(item("Dal", quantity=2, grams=2.5))).document()["days"][1]["meals"][1]
    found = line["options"][0]["items"][2]
    assert (repr(found["quantity"]), repr(found["grams"])) == ("2", "2.5")


def test_what_is_left_out_is_empty() -> None:
    short = {"schema": 1, "days": [{"id": "a", "position": "i"}]}
    assert validate(short).document()["days"][0] == {
        "id": "a",
        "position": "i",
        "label": "",
        "note": "",
        "meals": [],
    }


def test_a_text_of_null_is_empty() -> None:
    assert validate(week_with(item("Dal", note=None))).document() == week_with(item("Dal"))


def test_siblings_come_back_in_order() -> None:
    days = [{"id": "b", "position": "r"}, {"id": "c", "position": "i"}, {"id": "a", "position": "r"}]
    ordered = validate({"schema": 1, "days": days}).document()["days"]
    assert [node["id"] for node in ordered] == ["c", "a", "b"]


def test_a_food_of_the_table_has_no_typed_figures() -> None:
    line = item("Dal", food_id="00000000-0000-4000-8000-000000000001", nutrients={"kcal": 1})
    found = validate(week_with(line)).days[1].meals[1].options[0].items[2]
    assert found.nutrients is None


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"quantity": -1}, "quantity", "quantity must not be negative"),
        ({"quantity": "1 1/2"}, "quantity", "quantity must be a number"),
        ({"quantity": True}, "quantity", "quantity must be a number"),
        ({"quantity": float("nan")}, "quantity", "quantity must be a finite number"),
        ({"quantity": float("inf")}, "quantity", "quantity must be a finite number"),
        ({"quantity": 10_001}, "quantity", "quantity must not be more than 10,000"),
        ({"grams": 10**400}, "grams", "grams must be a number"),
        ({"grams": -0.1}, "grams", "grams must not be negative"),
        ({"note": "x" * 1001}, "note", "note must not be longer than 1000 characters"),
        ({"note": "a\x00b"}, "note", "note holds a character that cannot be stored"),
        ({"note": "a\ud800b"}, "note", "note holds a character that cannot be stored"),
        ({"measure": ["g"]}, "measure", "measure must be text"),
        ({"food_id": "dal"}, "food_id", "food is not valid: 'dal'"),
        ({"food_id": {"$ne": None}}, "food_id", "food must be text"),
        ({"nutrients": {"kcal": -1}}, "nutrients/kcal", "Energy must not be negative"),
        ({"nutrients": {"kj": 1}}, "nutrients/kj", "there is no nutrient 'kj'"),
        ({"nutrients": 12}, "nutrients", "nutrients is not in the form of a menu"),
        ({"position": "z0"}, "position", "order is not valid: 'z0'"),
        ({"colour": "red"}, "colour", "there is no field 'colour'"),
    ],
)
def test_an_error_names_the_day_the_meal_the_option_and_the_item(
    fields: dict[str, Any], field: str, message: str
) -> None:
    [error] = errors_of(week_with(item("Dal", **fields))).errors
    assert (str(error), error.path) == (f"{PLACE} 'Dal': {message}", f"{PATH}/{field}")


def test_a_name_that_is_no_text() -> None:
    [error] = errors_of(week_with(item(5))).errors
    assert (str(error), error.path) == (f"{PLACE}: name must be text", f"{PATH}/name")


def test_a_line_needs_a_food_or_a_name() -> None:
    [error] = errors_of(week_with(item(" ", quantity=2))).errors
    assert (str(error), error.path) == (f"{PLACE}: needs a food or a name", PATH)


def test_the_item_is_called_by_its_place_on_the_page_not_in_the_file() -> None:
    lunch = meal("lunch", option(item("Roti"), item("Dal", quantity=-1)))
    lunch["options"][0]["items"].reverse()
    assert str(errors_of(menu(day("", lunch))).errors[0]).startswith("Day 1, Lunch, option 1, item 2 'Dal'")


@pytest.mark.parametrize(
    ("time", "fine"), [("", True), ("00:00", True), ("23:59", True), ("24:00", False), ("9:00", False)]
)
def test_times(time: str, fine: bool) -> None:
    data = menu(day("", meal("lunch", time=time)))
    if fine:
        validate(data)
    else:
        message = f"Day 1, Lunch: time must be a time of the day such as 13:30, not '{time}'"
        assert str(errors_of(data)) == message


def test_an_unknown_slot() -> None:
    assert str(errors_of(menu(day("", meal("supper"))))) == "Day 1, Meal: slot is not valid: 'supper'"


def test_two_siblings_with_one_id() -> None:
    data = menu(day("Monday", meal("lunch"), meal("dinner")))
    data["days"][0]["meals"][1]["id"] = "m1"
    assert str(errors_of(data)) == "Day 1 (Monday): two meals have the same identifier 'm1'"


def many(level: str, count: int) -> Node:
    """A menu with `count` nodes at one level and one at each other."""
    bare: dict[str, Node] = {"days": {}, "meals": {"slot": "lunch"}, "options": {}, "items": {"name": "Dal"}}
    inner: list[Node] = []
    for here in ("items", "options", "meals", "days"):
        children = {
            "items": {},
            "options": {"items": inner},
            "meals": {"options": inner},
            "days": {"meals": inner},
        }
        node = {**bare[here], **children[here], "position": "i"}
        inner = [{**node, "id": f"n{number}"} for number in range(count if here == level else 1)]
    return {"schema": 1, "days": inner}


@pytest.mark.parametrize(
    ("level", "limit", "message"),
    [
        ("days", document.MAX_DAYS, "The menu: has 367 days; at most 366 are allowed"),
        ("meals", document.MAX_MEALS, "Day 1: has 13 meals; at most 12 are allowed"),
        ("options", document.MAX_OPTIONS, "Day 1, Lunch: has 11 options; at most 10 are allowed"),
        ("items", document.MAX_ITEMS, "Day 1, Lunch, option 1: has 31 items; at most 30 are allowed"),
    ],
)
def test_limits(level: str, limit: int, message: str) -> None:
    validate(many(level, limit))
    assert str(errors_of(many(level, limit + 1))) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "The menu: this is not in the form of a menu"),
        ([], "The menu: this is not in the form of a menu"),
        (
            {"schema": "2", "days": [{"id": "a", "position": "i"}]},
            "The menu: format version is not one that we know: '2'",
        ),
        ({"schema": 1, "days": []}, "The menu: has no days; at least one is needed"),
        ({"schema": 1, "days": {}}, "The menu: days is not in the form of a menu"),
        ({"schema": 1, "days": ["Monday"]}, "Day 1: this is not in the form of a menu"),
        ({"schema": 1, "days": [{"position": "i"}]}, "Day 1: identifier is missing"),
    ],
)
def test_what_is_no_menu_at_all(data: Any, message: str) -> None:
    assert str(errors_of(data).errors[0]) == message


def test_a_bottomless_document() -> None:
    data: dict[str, Any] = {}
    inner = data
    for _ in range(100_000):
        inner["days"] = {}
        inner = inner["days"]
    assert str(errors_of(data)).startswith("The menu: is nested too deeply")


def test_of_very_many_errors_the_first_are_named_and_the_others_counted() -> None:
    data = menu(*(day("", meal("supper")) for _ in range(MOST + 5)))
    errors = errors_of(data)
    assert (len(errors.errors), errors.count, errors.more) == (MOST, MOST + 5, "… and 5 more errors")


def test_of_a_hopeless_document_the_errors_are_only_counted() -> None:
    line: Node = {"items": [{}] * 30}
    data = menu(day("", meal("lunch", *[line] * 10), meal("dinner", *[line] * 10)))
    assert str(errors_of(data)) == "The menu: is not in the form of a menu (1200 errors)"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["days", "meals", "options", "items", "name", "quantity", "slot", "id"]))
def test_whatever_is_sent_is_a_menu_or_a_list_of_errors_that_can_be_shown(junk: Any, field: str) -> None:
    data = week_with(item("Dal"))
    lunch = data["days"][1]["meals"][1]
    holder = {
        "days": data,
        "meals": data["days"][0],
        "options": lunch,
        "slot": lunch,
        "items": lunch["options"][0],
    }.get(field, lunch["options"][0]["items"][2])
    holder[field] = junk
    with contextlib.suppress(MenuErrors):
        validate(data)
        return
    shown = [f"{error} {error.path}" for error in errors_of(data).errors]
    assert shown
    assert all(text.encode() for text in shown)
