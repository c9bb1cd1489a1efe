"""Ranges of further nutrients: which are shown, how they are kept, what is refused."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from apps.accounts.models import User
from apps.diet_templates.models import DietTemplate
from apps.drafts.models import Revision
from apps.foods.models import Food
from apps.menus.new import new_menu
from apps.practice.models import CACHE_KEY, ONLY, Practice
from tests.conftest import signed_in
from tests.menus.build import day, item, meal, menu, option

KEY = uuid4()


@pytest.fixture(autouse=True)
def chosen(db: None) -> Iterator[None]:
    """The practice shows fibre and iron; the next test finds no practice in the cache."""
    Practice.objects.create(pk=ONLY, shown_nutrients=["fibre_g", "iron_mg"])
    Practice.remember()
    yield
    cache.delete(CACHE_KEY)


def save(user: User, **fields: str) -> Any:
    data = {"name": "Plan", "category": "custom", "difficulty": "easy", "version": "0"}
    return signed_in(user).post(
        f"/diet-templates/create/?key={KEY}", {**data, "menu": json.dumps(new_menu(KEY)), **fields}
    )


def test_they_are_kept_and_measured_against(owner: User) -> None:
    assert save(owner, fibre_g_min="25", iron_mg_min="17.5", iron_mg_max="45").status_code == 302
    template = DietTemplate.objects.get()
    assert template.nutrient_ranges == {"fibre_g": {"min": 25.0}, "iron_mg": {"min": 17.5, "max": 45.0}}
    assert template.ranges()["iron_mg"] == (17.5, 45.0)
    data = Revision.objects.get(key=KEY).data
    assert (data["fibre_g_min"], data["iron_mg_max"], data["zinc_mg_min"]) == ("25.0", "45.0", "")


def test_the_form_shows_what_the_practice_chose_and_what_has_a_range(owner: User) -> None:
    save(owner, zinc_mg_min="8")
    form = signed_in(owner).get(f"/diet-templates/{KEY}/edit/").context["form"]
    names = [field.name for field in form.further_ranges()]
    assert names == ["fibre_g_min", "fibre_g_max", "iron_mg_min", "iron_mg_max", "zinc_mg_min", "zinc_mg_max"]


def test_a_range_that_is_not_shown_any_more_stays(owner: User) -> None:
    save(owner, fibre_g_min="25")
    Practice.objects.update(shown_nutrients=[])
    Practice.remember()
    data = {"name": "Renamed", "category": "custom", "difficulty": "easy", "version": "1"}
    signed_in(owner).post(f"/diet-templates/{KEY}/edit/", {**data, "menu": json.dumps(new_menu(KEY))})
    template = DietTemplate.objects.get()
    assert (template.name, template.nutrient_ranges) == ("Renamed", {"fibre_g": {"min": 25.0}})


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"fibre_g_min": "40", "fibre_g_max": "20"},
            "Fibre: the lower end (40 g) is above the upper end (20 g)",
        ),
        ({"iron_mg_min": "-1"}, "greater than or equal to 0"),
        ({"iron_mg_max": "nan"}, "Enter a number"),
        ({"iron_mg_max": "1e300"}, "less than or equal to 1000000"),
        ({"fibre_g_min": "much"}, "Enter a number"),
    ],
)
def test_what_cannot_be_a_range_is_refused_at_its_place(
    owner: User, fields: dict[str, str], says: str
) -> None:
    answer = save(owner, **fields)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not DietTemplate.objects.exists()


def test_the_editor_has_figures_and_totals_for_them(owner: User) -> None:
    spinach = Food.objects.create(source_id="t:1", source="test", name="Spinach", nutrients={"iron_mg": 2.95})
    line = item("Spinach", food_id=str(spinach.pk), grams=200)
    save(owner, menu=json.dumps(menu(day("", meal("lunch", option(line, item("Soup")))))))
    page = signed_in(owner).get(f"/diet-templates/{KEY}/edit/").content.decode()
    assert '"iron_mg": 2.95' in page
    assert 'data-key="iron_mg"><span class="menu-letter">Iron</span> <span class="menu-amount">≥ 5.9' in page


def test_the_sheet_shows_them_with_a_bar(owner: User) -> None:
    spinach = Food.objects.create(source_id="t:1", source="test", name="Spinach", nutrients={"iron_mg": 3})
    line = item("Spinach", food_id=str(spinach.pk), grams=200)
    save(owner, iron_mg_max="10", menu=json.dumps(menu(day("", meal("lunch", option(line))))))
    answer = signed_in(owner).get(f"/diet-templates/{KEY}/")
    [shown] = answer.context["sheet"].days
    iron = next(target for target in shown.targets if target.key == "iron_mg")
    assert (iron.amount, iron.range, iron.verdict) == ("6.0", "up to 10", "within")
    assert (iron.bar.fill, iron.bar.low, iron.bar.width) == (48.0, 0.0, 80.0)
    assert 'class="sheet-fill" y="1" width="48.0"' in answer.content.decode()


def test_search_results_carry_what_the_practice_shows(owner: User) -> None:
    food = Food.objects.create(source_id="t:1", source="test", name="Spinach", nutrients={"iron_mg": 3})
    [found] = signed_in(owner).get(f"/api/foods/?ids={food.pk}").json()["results"]
    assert (found["iron_mg"], found["fibre_g"]) == (3, None)
