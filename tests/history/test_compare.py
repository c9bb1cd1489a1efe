"""Two versions beside each other."""

from typing import Any

import pytest
from django.core.cache import cache

from apps.accounts.models import User
from apps.foods.models import Food
from apps.foods.nutrients import BY_KEY
from apps.history.presenting import FigureRow
from apps.meal_plans.models import MealPlan
from apps.practice.models import CACHE_KEY, ONLY, Practice
from tests.conftest import signed_in
from tests.history.conftest import SavePlan, url
from tests.meal_plans.conftest import lunch_of
from tests.menus.build import day, item, meal, menu, option


def compared(user: User, plan: MealPlan, **query: Any) -> Any:
    """The comparison on the page."""
    answer = signed_in(user).get(url(plan, "compare/"), query)
    assert answer.status_code == 200
    return answer.context["comparison"]


def kcal(rows: list[FigureRow]) -> tuple[str, str, str]:
    """Energy before and after, and the difference."""
    return rows[0].before, rows[0].after, rows[0].difference


def test_by_cell_with_amounts(owner: User, plan: MealPlan) -> None:
    found = compared(owner, plan, **{"from": 1, "to": 3})
    assert [(one.what, one.before, one.after) for one in found.fields] == [
        ("Name", "First plan", "Second name")
    ]
    assert [(day.title, day.how, [cell.title for cell in day.cells]) for day in found.days] == [
        ("Day 1", "changed", ["Lunch"]),
        ("Day 2", "changed", ["Dinner"]),
    ]
    lunch, dinner = (day.cells[0].changes for day in found.days)
    assert [(one.how, one.before, one.after) for one in lunch] == [
        ("changed", "Dal, 100 kcal", "Khichdi, 100 kcal")
    ]
    assert [(one.how, one.before, one.after) for one in dinner] == [("added", "", "Roti, 100 kcal")]


def test_the_nutrient_difference_of_days_and_on_average(owner: User, plan: MealPlan) -> None:
    found = compared(owner, plan, **{"from": 1, "to": 3})
    assert kcal(found.days[0].figures) == ("100", "100", "±0")
    assert kcal(found.days[1].figures) == ("100", "200", "+100")
    assert kcal(found.average) == ("100", "150", "+50")
    assert found.average[1].difference == "?"  # nobody knows the protein of either


def test_the_nutrients_are_those_that_the_practice_chose(owner: User, plan: MealPlan) -> None:
    Practice.objects.create(pk=ONLY, shown_nutrients=["iron_mg"])
    cache.delete(CACHE_KEY)
    found = compared(owner, plan, **{"from": 1, "to": 3})
    labels = [row.label for row in found.average]
    assert labels == [str(BY_KEY[key].label) for key in ("kcal", "protein_g", "carb_g", "fat_g", "iron_mg")]
    assert [row.label for row in found.days[0].figures] == labels
    cache.delete(CACHE_KEY)


def test_unknown_stays_unknown(owner: User, save_plan: SavePlan) -> None:
    known = meal("lunch", option(item("Dal", nutrients={"kcal": 100})))
    partly = meal("lunch", option(item("Dal", nutrients={"kcal": 100}), item("Something")))
    plan = save_plan(menu=menu(day("", known)))
    save_plan(menu=menu(day("", partly)))
    found = compared(owner, plan, **{"from": 1})
    assert kcal(found.days[0].figures) == ("100", "≥ 100", "?")


def test_a_day_with_nothing_to_eat_is_no_day_of_fasting(owner: User, save_plan: SavePlan) -> None:
    plan = save_plan(menu=menu(day("")))
    save_plan(menu=menu(day("", meal("lunch", option(item("Dal", nutrients={"kcal": 100}))))))
    dash = "\N{EM DASH}"
    assert kcal(compared(owner, plan, **{"from": 1}).days[0].figures) == (dash, "100", dash)


def test_a_published_plan_is_compared_by_its_own_figures(owner: User, save_plan: SavePlan, dal: Food) -> None:
    """The food table says 150 kcal by now; the plan was published with 100."""
    frozen = {str(dal.pk): {"nutrients": {"kcal": 100}}}
    plan = save_plan(menu=lunch_of(dal, 200), status="published", figures=frozen)
    save_plan(menu=lunch_of(dal, 300))
    assert kcal(compared(owner, plan, **{"from": 1}).days[0].figures) == ("200", "300", "+100")


def test_without_a_choice_the_last_save_is_shown(owner: User, plan: MealPlan) -> None:
    answer = signed_in(owner).get(url(plan, "compare/"))
    assert (answer.context["first"], answer.context["second"]) == (2, 3)


def test_a_version_beside_itself_is_told(owner: User, plan: MealPlan) -> None:
    answer = signed_in(owner).get(url(plan, "compare/"), {"from": 2, "to": 2})
    assert b"Choose two different versions" in answer.content


@pytest.mark.parametrize("query", [{"from": 9}, {"from": "x"}, {"to": 9}, {"from": -1}, {"from": "9" * 30}])
def test_versions_that_do_not_exist_are_not_found(owner: User, plan: MealPlan, query: dict[str, Any]) -> None:
    assert signed_in(owner).get(url(plan, "compare/"), query).status_code == 404


def test_long_comparisons_are_paged(owner: User, save_plan: SavePlan) -> None:
    plan = save_plan(menu=menu(*(day(f"A{n}") for n in range(20))))
    save_plan(menu=menu(*(day(f"B{n}") for n in range(20))))
    assert len(compared(owner, plan, **{"from": 1}).days) == 14
    assert len(compared(owner, plan, **{"from": 1, "page": 2}).days) == 6


def test_moved_lines_say_so(owner: User, save_plan: SavePlan) -> None:
    lines = option(item("Dal", nutrients={"kcal": 1}), item("Rice", nutrients={"kcal": 1}))
    plan = save_plan(menu=menu(day("", meal("lunch", lines))))
    first, second = lines["items"]
    moved = {**lines, "items": [second, {**first, "position": "z"}]}
    save_plan(menu=menu(day("", meal("lunch", moved))))
    [change] = compared(owner, plan, **{"from": 1}).days[0].cells[0].changes
    assert (change.before, change.after) == ("Dal, 1 kcal", "moved within the meal")
