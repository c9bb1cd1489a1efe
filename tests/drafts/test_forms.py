"""A form's data is what a browser would hold, and goes back into a form as a browser would send it."""

from datetime import date, time
from typing import Any

import pytest
from django import forms

from apps.drafts.forms import form_data, post_data, posted_data
from tests.drafts.sample.forms import SheetField

CHOICES = [("a", "A"), ("Group", [("b", "B"), (3, "Three")])]


class OneOfEach(forms.Form):
    """Every sort of control that our forms have."""

    text = forms.CharField(required=False)
    long = forms.CharField(required=False, widget=forms.Textarea)
    number = forms.DecimalField(required=False)
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(required=False)
    box = forms.BooleanField(required=False)
    one = forms.ChoiceField(required=False, choices=CHOICES)
    radio = forms.ChoiceField(required=False, choices=CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(required=False, choices=CHOICES)
    boxes = forms.MultipleChoiceField(required=False, choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    sheet = SheetField(required=False)


FILLED: dict[str, Any] = {
    "text": "पोहा",
    "long": "one\r\ntwo\rthree\n",
    "number": 12,
    "day": date(2026, 3, 1),
    "hour": time(9, 30),
    "box": True,
    "one": 3,
    "radio": "b",
    "many": [3, "a"],
    "boxes": ["b"],
    "sheet": {"rows": []},
}
HELD = {
    "text": "पोहा",
    "long": "one\ntwo\nthree\n",
    "number": "12",
    "day": "2026-03-01",
    "hour": "09:30:00",
    "box": True,
    "one": "3",
    "radio": "b",
    "many": ["a", "3"],
    "boxes": ["b"],
    "sheet": {"rows": []},
}
EMPTY = {
    "text": "",
    "long": "",
    "number": "",
    "day": "",
    "hour": "",
    "box": False,
    "one": "",
    "radio": "",
    "many": [],
    "boxes": [],
    "sheet": None,
}


def test_a_filled_form() -> None:
    assert form_data(OneOfEach(initial=FILLED)) == HELD


def test_an_empty_form() -> None:
    assert form_data(OneOfEach()) == EMPTY


@pytest.mark.parametrize("data", [HELD, EMPTY])
def test_there_and_back(data: dict[str, Any]) -> None:
    assert form_data(OneOfEach(post_data(data))) == data
    assert form_data(OneOfEach(initial=data)) == data


def test_half_typed_values_survive_a_form_that_is_filled_with_them() -> None:
    data = {**HELD, "number": "1/", "day": "2026-03-", "one": ""}
    assert form_data(OneOfEach(initial=data)) == data


def test_what_a_browser_sends() -> None:
    sent = post_data(HELD)
    assert sent.getlist("many") == ["a", "3"]
    assert sent.get("box") == "on"
    assert sent.get("sheet") == '{"rows": []}'
    assert set(post_data(EMPTY)) == {"text", "long", "number", "day", "hour", "one", "radio"}


def test_what_was_submitted_leaves_out_what_the_page_did_not_have() -> None:
    form = OneOfEach(post_data({"text": "a", "box": False, "many": []}))
    assert posted_data(form) == {"text": "a", "box": False, "many": [], "boxes": []}


def test_a_choice_that_is_not_offered_reaches_validation() -> None:
    form = OneOfEach(post_data({**EMPTY, "many": ["cake", "a"]}))
    assert posted_data(form)["many"] == ["a", "cake"]


def test_a_choice_that_is_not_offered_any_more_no_browser_holds() -> None:
    assert form_data(OneOfEach(initial={"many": ["gone", "a"]}))["many"] == ["a"]


@pytest.mark.parametrize("text", ["{", "[" * 50 + "]" * 50])
def test_a_document_that_cannot_be_taken_apart_stays_text(text: str) -> None:
    assert posted_data(OneOfEach(post_data({**EMPTY, "sheet": text})))["sheet"] == text
