"""Places and values are called what the person knows them by."""

from typing import Any

import pytest
from django import forms

from apps.drafts.labels import label, shown
from tests.drafts.devices import row
from tests.drafts.sample.forms import SheetField

FIELDS: dict[str, forms.Field] = {
    "category": forms.ChoiceField(label="Category", choices=[("loss", "Weight loss"), ("keto", "Keto")]),
    "tags": forms.MultipleChoiceField(choices=[("red", "Red"), ("blue", "Blue")]),
    "is_shared": forms.BooleanField(label="Shared"),
    "sheet": SheetField(label="Rows"),
    "target_kcal": forms.CharField(),
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("category", "Category"),
        ("target_kcal", "Target kcal"),
        ("gone", "Gone"),
        ("sheet", "Rows"),
        ("sheet/rows/a/amount", "Rows: row Dal, amount"),
        ("sheet/rows/b", "Rows: row Rice"),
    ],
)
def test_places(path: str, words: str) -> None:
    newest, oldest = {"rows": [row("a", "Dal")]}, {"rows": [row("a", "Old"), row("b", "Rice")]}
    assert label(FIELDS, path, [{"sheet": newest}, {"sheet": oldest}]) == words


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("category", "loss", "Weight loss"),
        ("category", "gone", "gone"),
        ("category", "", "(empty)"),
        ("tags", ["red", "blue"], "Red, Blue"),
        ("tags", [], "(empty)"),
        ("is_shared", True, "Yes"),
        ("is_shared", False, "No"),
        ("target_kcal", None, "(empty)"),
        ("sheet/rows/a", None, "(not there)"),
        ("sheet/rows/a", row("a", "Dal"), "Dal"),
        ("sheet/rows/a", {"id": "a"}, "(something)"),
        ("sheet/rows/a/amount", 1.5, "1.5"),
    ],
)
def test_values(path: str, value: Any, words: str) -> None:
    assert shown(FIELDS, path, value) == words


def test_long_values_are_cut() -> None:
    assert len(shown(FIELDS, "target_kcal", "x" * 5000)) <= 200


def test_a_document_field_may_have_its_own_words_for_values() -> None:
    class Described(SheetField):
        def describe_value(self, path: str, value: Any) -> str:
            return f"{path} is {value['name']}"

    assert shown({"sheet": Described()}, "sheet/rows/a", row("a")) == "rows/a is Dal"
