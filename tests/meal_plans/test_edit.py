"""Creating and changing plans."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.accounts.models import User
from apps.clients.models import Client
from apps.drafts.models import Revision
from apps.meal_plans.models import MealPlan
from apps.menus.new import new_menu
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan
from tests.menus.build import day, menu


def save(user: User, key: UUID, whose: Client, **fields: Any) -> Any:
    """What the create page answers to a submitted form."""
    data = {"name": "Plan", "client": whose.pk, "start_date": "2026-03-02", "version": "0"}
    return signed_in(user).post(
        f"/meal-plans/create/?key={key}", {**data, "menu": json.dumps(new_menu(key)), **fields}
    )


def test_it_works(owner: User, client_record: Client) -> None:
    key = uuid4()
    answer = save(owner, key, client_record, kcal_min="1400")
    plan = MealPlan.objects.get(pk=key)
    assert answer.headers["Location"] == f"/meal-plans/{key}/"
    assert (plan.client, plan.status, plan.length_days, plan.kcal_min) == (client_record, "draft", 7, 1400)
    assert (plan.source_kind, plan.source_id, plan.created_by) == ("", None, owner)
    assert Revision.objects.filter(kind="meal-plan", key=key).count() == 1


def test_a_new_one_gets_a_key_and_keeps_the_client(owner: User, client_record: Client) -> None:
    answer = signed_in(owner).get(f"/meal-plans/create/?client={client_record.pk}", follow=True)
    assert "key=" in answer.redirect_chain[0][0]
    assert answer.context["form"]["client"].value() == client_record.pk


@pytest.mark.parametrize("client", ["x", "", "00000000-0000-4000-8000-000000000001"])
def test_a_client_that_is_none_is_not_chosen(owner: User, client_record: Client, client: str) -> None:
    answer = signed_in(owner).get(f"/meal-plans/create/?client={client}&key={uuid4()}")
    assert answer.status_code == 200
    assert b" selected>Asha" not in answer.content


def test_changing_one(owner: User, plan: MealPlan) -> None:
    data = {"name": "Renamed", "start_date": "2026-04-01", "version": "1"}
    written = menu(day("Monday"), day("Tuesday"))
    answer = signed_in(owner).post(f"/meal-plans/{plan.pk}/edit/", {**data, "menu": json.dumps(written)})
    plan.refresh_from_db()
    assert answer.status_code == 302
    assert (plan.name, plan.version, plan.length_days) == ("Renamed", 2, 2)


def test_whose_plan_it_is_cannot_change(owner: User, plan: MealPlan) -> None:
    other = Client.objects.create(name="Other")
    other.care_team.create(user=owner)
    data = {"name": "Renamed", "start_date": "2026-04-01", "version": "1", "client": other.pk}
    signed_in(owner).post(f"/meal-plans/{plan.pk}/edit/", {**data, "menu": json.dumps(plan.menu)})
    plan.refresh_from_db()
    assert (plan.name, plan.client.name) == ("Renamed", "Asha Rao")


def test_the_form_offers_the_clients_of_this_person_who_are_not_archived(
    owner: User, client_record: Client
) -> None:
    Client.objects.create(name="Somebody else's")
    old = Client.objects.create(name="Old", is_archived=True)
    old.care_team.create(user=owner)
    shown = signed_in(owner).get(f"/meal-plans/create/?key={uuid4()}").content.decode()
    assert "Asha Rao" in shown
    assert "Somebody else" not in shown
    assert ">Old<" not in shown


def test_not_for_somebody_elses_client(stranger: User, client_record: Client) -> None:
    assert save(stranger, uuid4(), client_record).status_code == 422
    assert not MealPlan.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"client": "x"},
        {"client": ""},
        {"start_date": ""},
        {"start_date": "soon"},
        {"start_date": "1999-12-31"},
        {"start_date": "2101-01-01"},
        {"start_date": "9999-12-31"},
        {"start_date": "2026-02-30"},
        {"kcal_min": "2000", "kcal_max": "1000"},
        {"menu": "[]"},
    ],
)
def test_what_cannot_be_saved_is_refused_and_nothing_is_lost(
    owner: User, client_record: Client, fields: dict[str, str]
) -> None:
    answer = save(owner, uuid4(), client_record, description="Kept text", **fields)
    assert answer.status_code == 422
    assert b"Kept text" in answer.content
    assert not MealPlan.objects.exists()


def test_counsellors_prepare_drafts(counsellor: User, client_record: Client) -> None:
    assert save(counsellor, uuid4(), client_record).status_code == 302


@pytest.mark.parametrize("status", ["published", "archived"])
def test_counsellors_do_not_touch_more_than_drafts(
    counsellor: User, owner: User, make_plan: MakePlan, status: str
) -> None:
    plan = make_plan(status=status)
    url = f"/meal-plans/{plan.pk}/edit/"
    assert signed_in(counsellor).get(url).status_code == 404
    assert signed_in(counsellor).post(url, {"name": "x", "version": "1"}).status_code == 404
    assert signed_in(owner).get(url).status_code == 200


def test_not_by_strangers(stranger: User, plan: MealPlan) -> None:
    url = f"/meal-plans/{plan.pk}/edit/"
    assert signed_in(stranger).get(url).status_code == 404
    assert signed_in(stranger).post(url, {"name": "x", "version": "1"}).status_code == 404
    assert signed_in(stranger).get(f"/meal-plans/create/?key={plan.pk}").status_code == 404


def test_the_editor_page_asks_little_of_the_database(
    owner: User, plan: MealPlan, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(owner)
    browser.get("/")
    with django_assert_max_num_queries(6):  # user, draft, care team, plan with client, foods, what is unread
        browser.get(f"/meal-plans/{plan.pk}/edit/")
