"""The guard says what the shared cases say, as static/js/menu-guard.js does."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.foods.diet import BY_MARK_ONLY, Allergen, Restriction, against
from apps.menus import guard
from apps.menus.guard import Diet, Finding, check
from apps.menus.paths import place_of
from tests.menus.build import item, week_with

CASES = json.loads((Path(__file__).parent.parent / "cases/guard.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["check"], ids=lambda case: str(case["name"]))
def test_the_shared_cases(case: dict[str, Any]) -> None:
    found = check(case["menu"], CASES["foods"], Diet.of(**case["diet"]))
    assert found == [Finding(**finding) for finding in case["is"]]


def test_a_reason_is_for_one_food_and_one_allergen() -> None:
    milk, egg = (Finding("days/d", "f00d", "Kadhi", "allergy", code) for code in ("milk", "egg"))
    assert milk.key == "f00d_a_milk" != egg.key
    assert Finding("days/d", "f00d", "Kadhi", "restriction", "vegan").key == "f00d_r_vegan"


def test_the_longest_key_fits_a_change_path() -> None:
    """Keys of documents are 1 to 64 letters, digits, - and _ (docs/autosave.md)."""
    food_id = "00000000-0000-4000-8000-000000000000"
    codes = [("allergy", code) for code in Allergen.values] + [("restriction", c) for c in Restriction.values]
    assert all(len(Finding("", food_id, "", kind, code).key) <= 64 for kind, code in codes)  # type: ignore[arg-type]


def test_a_finding_is_placed_in_words() -> None:
    menu = week_with(item("Paneer", food_id="paneer"))
    (finding,) = [one for one in check(menu, CASES["foods"], Diet(("milk",))) if one.is_hit]
    assert place_of(finding.path, menu) == "Day 2 (Tuesday), Lunch, option 1, item 3 'Paneer'"


@pytest.mark.parametrize(
    ("allergens", "marks", "expected"),
    [
        (["milk"], [], {"vegan", "dairy_free"}),
        (["milk"], ["lactose_free"], {"vegan", "dairy_free", "lactose_free"}),
        (["egg"], [], {"vegetarian", "vegan", "jain", "sattvic"}),
        (["fish"], [], {"eggitarian", "vegetarian", "vegan", "jain", "sattvic"}),
        (["gluten"], [], {"gluten_free"}),
        (["peanut"], [], {"nut_free"}),
        ([], ["no_pork"], {
            "no_pork", "halal", "kosher", "pescatarian", "eggitarian", "vegetarian",
            "vegan", "jain", "sattvic",
        }),
        ([], ["jain"], {"jain"}),
        ([], [], set()),
    ],
)  # fmt: skip
def test_what_follows_from_tags(allergens: list[str], marks: list[str], expected: set[str]) -> None:
    assert set(against(allergens, marks)) == expected


def test_only_known_codes_follow() -> None:
    assert set(against(Allergen.values, Restriction.values)) == set(Restriction.values)
    assert set(Restriction.values) >= BY_MARK_ONLY


def test_a_diet_of_marks_alone_does_not_ask_for_checked_foods() -> None:
    assert not Diet(restrictions=("halal", "low_sodium")).asks_for_checked_foods
    assert Diet(restrictions=("halal", "vegan")).asks_for_checked_foods
    assert guard.check(week_with(item("Soup")), {}, Diet(restrictions=("halal",))) == []
