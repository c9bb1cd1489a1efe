"""A client of the owner with a plan of three days."""

import pytest
from django.core.cache import cache

from apps.foods.models import Food
from apps.meal_plans.models import MealPlan
from apps.practice.models import CACHE_KEY
from tests.meal_plans.conftest import MakePlan, client_record, dal, make_plan
from tests.menus.build import day, item, meal, menu, option

__all__ = ["client_record", "dal", "make_plan"]


@pytest.fixture(autouse=True)
def nameless_practice() -> None:
    """What another test has left in the cache is gone."""
    cache.delete(CACHE_KEY)


@pytest.fixture
def three_days(make_plan: MakePlan, dal: Food) -> MealPlan:
    """Dal on each day; on Monday an alternative, on Tuesday a line written by hand, Wednesday with a note."""
    food = {"food_id": str(dal.pk), "quantity": 1, "measure": "katori", "grams": 150}
    fruit = item("Seasonal fruit", quantity=1, measure="piece", note="ripe")
    days = [
        day(
            "Monday",
            meal("lunch", option(item("Dal", **food)), option(item("Curd", grams=100)), time="13:00"),
        ),
        day("Tuesday", meal("lunch", option(item("Dal", **food), fruit), time="13:00")),
        day("", meal("dinner", option(item("Dal", **food)), time="19:00", note="Before eight.")),
    ]
    return make_plan(menu=menu(*days), length_days=3, description="Iron is low.", kcal_min=200, kcal_max=300)
