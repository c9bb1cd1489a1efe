"""The form field: what it takes from a browser and from a draft, and what it refuses."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from apps.foods.models import Food
from apps.menus.fields import MenuField
from tests.menus.build import Node, day, item, meal, menu, option, week_with


@pytest.fixture
def dal(db: None) -> Food:
    """A food of the table."""
    return Food.objects.create(source_id="test:dal", source="test", name="Dal", nutrients={"kcal": 120})


def refusal(value: Any, field: MenuField | None = None) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        (field or MenuField()).clean(value)
    return caught.value


def test_json_text_and_the_object_itself_mean_the_same(dal: Food) -> None:
    written = week_with(item("Dal", food_id=str(dal.pk), quantity=1))
    assert MenuField().clean(json.dumps(written)) == MenuField().clean(written) == written


def test_all_foods_are_looked_up_in_one_query(dal: Food, django_assert_num_queries: Any) -> None:
    lines = [item("Dal", food_id=str(dal.pk)) for _ in range(10)]
    with django_assert_num_queries(1):
        MenuField().clean(menu(day("", meal("lunch", option(*lines)), meal("dinner", option(*lines)))))


def test_a_menu_without_foods_needs_no_query(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        MenuField().clean(week_with(item("Seasonal fruit")))


def test_a_food_that_was_deleted_meanwhile_is_named(dal: Food) -> None:
    gone = str(uuid4())
    field = MenuField()
    error = refusal(week_with(item("Old dal 50 %", food_id=gone)), field)
    assert error.messages == [
        "Day 2 (Tuesday), Lunch, option 1, item 3 'Old dal 50 %': "
        "this food is no longer in the food table; choose another"
    ]
    path = "days/d2/meals/m2/options/o1/items/i3"
    assert error.error_list[0].params == {"path": path}
    assert [found.path for found in field.widget.errors] == [path]


def test_errors_name_the_place(db: None) -> None:
    error = refusal(json.dumps(week_with(item("Dal", quantity=-1))))
    assert error.messages == ["Day 2 (Tuesday), Lunch, option 1, item 3 'Dal': quantity must not be negative"]


def test_of_very_many_errors_the_last_line_counts_the_others(db: None) -> None:
    error = refusal(menu(*(day("", meal("supper")) for _ in range(35))))
    assert error.messages[-1] == "… and 5 more errors"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The menu is missing."),
        ('{"schema": 1,\n "days": [}', "The menu is not readable: it is no JSON (line 2, column 11)."),
        ("[" * 100_000, "The menu is not readable: it is nested too deeply or holds a number too large."),
        ("1" * 5000, "The menu is not readable: it is nested too deeply or holds a number too large."),
        ("[1, 2]", "The menu: this is not in the form of a menu"),
        ('{"schema": 1, "days": NaN}', "The menu: days is not in the form of a menu"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    assert refusal(text).messages == [message]


def test_2_mib_and_a_byte_are_too_much() -> None:
    def of_size(bytes_: int) -> Node:
        data = menu(day("Monday"))
        data["padding"] = "x" * (bytes_ - len(json.dumps(data, separators=(",", ":"))) - len(',"padding":""'))
        return data

    assert refusal(of_size(2 * 1024 * 1024)).messages == ["The menu: there is no field 'padding'"]
    too_large = ["The menu: is larger than 2 MiB; shorten it or split it"]
    assert refusal(of_size(2 * 1024 * 1024 + 1)).messages == too_large


def test_lines_in_which_nothing_was_typed_are_left_out(db: None) -> None:
    cleaned = MenuField().clean(menu(day("", meal("lunch", option(item("Dal"), item(""))))))
    assert cleaned is not None
    assert [line["name"] for line in cleaned["days"][0]["meals"][0]["options"][0]["items"]] == ["Dal"]


def test_a_line_with_an_amount_of_nothing_is_not_left_out(db: None) -> None:
    assert refusal(menu(day("", meal("lunch", option(item("", quantity=2)))))).messages == [
        "Day 1, Lunch, option 1, item 1: needs a food or a name"
    ]


def test_a_draft_holds_the_document_itself() -> None:
    written = week_with(item("Dal"))
    assert MenuField().autosave_value(json.dumps(written)) == written
    assert MenuField().autosave_value(written) == written
    assert MenuField().autosave_value("{broken") == "{broken"


def test_changed_means_that_the_document_changed() -> None:
    written = week_with(item("Dal"))
    assert not MenuField().has_changed(written, json.dumps(written, indent=2))
    assert MenuField().has_changed(written, json.dumps(week_with(item("Rice"))))


def test_conflicts_are_described_in_words() -> None:
    path = "days/d2/meals/m2/options/o1/items/i3/quantity"
    words = MenuField().describe_path(path, [week_with(item("Dal"))])
    assert words == "Tuesday › Lunch › Dal: quantity"
