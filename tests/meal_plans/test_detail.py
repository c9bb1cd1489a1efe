"""A plan to read, and the plans on the page of their client."""

from datetime import date
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.clients.models import Client
from apps.foods.models import Food
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan, lunch_of
from tests.menus.build import day, menu


def page(user: User, plan: MealPlan) -> str:
    answer = signed_in(user).get(f"/meal-plans/{plan.pk}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_works(owner: User, make_plan: MakePlan, dal: Food) -> None:
    shown = page(owner, make_plan(menu=lunch_of(dal), kcal_min=250, kcal_max=350))
    for words in ("First plan", "Asha Rao", "Monday", "300", "250 to 350", "within"):
        assert words in shown


def test_days_have_their_dates(owner: User, make_plan: MakePlan) -> None:
    plan = make_plan(menu=menu(day("A"), day("B"), day("C")), length_days=3, start_date=date(2026, 2, 27))
    assert plan.end_date == date(2026, 3, 1)
    shown = page(owner, plan)
    for words in ("Fri 27 Feb 2026", "Sat 28 Feb 2026", "Sun 1 Mar 2026", "27 Feb 2026</time> to <time"):
        assert words in shown


def test_the_allergies_of_the_client_are_in_sight(owner: User, plan: MealPlan) -> None:
    Client.objects.update(allergies=["peanut"])
    assert "Peanut" in page(owner, plan)


def test_who_is_offered_what(owner: User, counsellor: User, make_plan: MakePlan) -> None:
    draft, published = make_plan(), make_plan(status="published")
    assert "publish/" in page(owner, draft)
    assert "publish/" not in page(owner, published)
    assert "withdraw/" in page(owner, published)
    assert "edit/" in page(counsellor, draft)
    assert "publish/" not in page(counsellor, draft)
    assert "edit/" not in page(counsellor, published)


@pytest.mark.parametrize("key", ["plan", "unknown"])
def test_not_for_strangers(stranger: User, plan: MealPlan, key: str) -> None:
    pk = plan.pk if key == "plan" else uuid4()
    assert signed_in(stranger).get(f"/meal-plans/{pk}/").status_code == 404


def test_the_page_of_the_client_lists_their_plans(owner: User, plan: MealPlan) -> None:
    shown = signed_in(owner).get(f"/clients/{plan.client_id}/").content.decode()
    assert f"/meal-plans/{plan.pk}/" in shown
    assert f"/meal-plans/create/?client={plan.client_id}" in shown
