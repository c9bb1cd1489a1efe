"""A client of the owner, whose care team everybody but the stranger is in, and plans for them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from apps.diet_templates.services import insert_record
from apps.foods.models import Food
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.models import MealPlan
from tests.menus.build import Node, day, item, meal, menu, option

MakePlan = Callable[..., MealPlan]


@pytest.fixture
def client_record(owner: User, colleague: User, counsellor: User) -> Client:
    """The client; "client" alone is pytest-django's name for a test browser."""
    record = Client.objects.create(name="Asha Rao", created_by=owner, updated_by=owner, version=1)
    for user in (owner, colleague, counsellor):
        CareTeamMember.objects.create(client=record, user=user)
    return record


@pytest.fixture
def dal(db: None) -> Food:
    """A food of 150 kcal per 100 g."""
    return Food.objects.create(source_id="test:dal", source="test", name="Dal", nutrients={"kcal": 150})


@pytest.fixture
def make_plan(client_record: Client, owner: User) -> MakePlan:
    """Makes plans of the client, one a call."""

    def make(**fields: Any) -> MealPlan:
        values = {"id": uuid4(), "name": "First plan", "menu": menu(day("Monday")), "length_days": 1}
        values |= {"client": client_record, "start_date": date(2026, 3, 2), **fields}
        return insert_record(MEAL_PLAN, MealPlan(**values), owner)

    return make


@pytest.fixture
def plan(make_plan: MakePlan) -> MealPlan:
    """A draft of one empty day."""
    return make_plan()


def lunch_of(food: Food, grams: float = 200) -> Node:
    """A menu of one day with that much of one food."""
    return menu(day("Monday", meal("lunch", option(item(food.name, food_id=str(food.pk), grams=grams)))))
