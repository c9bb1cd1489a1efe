"""The list of plans."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.clients.models import Client
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan

LIST = "/meal-plans/"


def page(user: User, query: str = "") -> str:
    answer = signed_in(user).get(f"{LIST}{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_works(owner: User, plan: MealPlan) -> None:
    shown = page(owner)
    for words in ("First plan", "Asha Rao", "2 Mar 2026", "Draft"):
        assert words in shown


@pytest.mark.parametrize("member", ["colleague", "counsellor", "admin_user"])
def test_the_care_team_and_admins_see_it(request: pytest.FixtureRequest, member: str, plan: MealPlan) -> None:
    assert "First plan" in page(request.getfixturevalue(member))


def test_nobody_sees_plans_of_other_peoples_clients(stranger: User, plan: MealPlan) -> None:
    shown = page(stranger)
    assert "First plan" not in shown
    assert "No plans yet" in shown


@pytest.mark.parametrize("words", ["first", "asha", "rao plan"])
def test_search_by_plan_and_client(owner: User, plan: MealPlan, words: str) -> None:
    assert "First plan" in page(owner, f"?q={words}")
    assert "No plan matches" in page(owner, f"?q={words} gupta")


def test_the_filters(owner: User, make_plan: MakePlan, client_record: Client) -> None:
    other = Client.objects.create(name="Other")
    other.care_team.create(user=owner)
    make_plan(name="Plan A")
    make_plan(name="Plan B", status="published")
    make_plan(name="Plan C", status="archived")
    make_plan(name="Plan D", client=other)

    def listed(query: str) -> str:
        shown = page(owner, query)
        return "".join(letter for letter in "ABCD" if f"Plan {letter}" in shown)

    assert listed("") == "ABD"
    assert listed("?status=draft") == "AD"
    assert listed("?status=published") == "B"
    assert listed("?status=archived") == "C"
    assert listed("?status=all") == "ABCD"
    assert listed(f"?client={client_record.pk}") == "AB"


@pytest.mark.parametrize("query", ["?status=x", "?client=x", "?page=x", "?page=0"])
def test_a_value_that_nobody_offered_counts_as_not_given(owner: User, plan: MealPlan, query: str) -> None:
    assert "First plan" in page(owner, query)


def test_as_many_queries_for_many_rows_and_no_menu_among_them(owner: User, make_plan: MakePlan) -> None:
    def ask() -> int:
        browser = signed_in(owner)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(LIST)
        assert all({"menu", "figures"} <= row.get_deferred_fields() for row in answer.context["page"])
        return len(queries)

    make_plan()
    few = ask()
    for _ in range(24):
        make_plan()
    assert ask() == few
