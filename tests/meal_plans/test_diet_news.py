"""A later change: which coming days a new allergy of a client, or a new tag of a food, touches."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.models import Client
from apps.foods.models import Food
from apps.meal_plans.alerts import alerts_of
from apps.meal_plans.models import MealPlan
from apps.menus.guard import Finding
from apps.notifications.models import Notification
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan
from tests.menus.build import Node, day, item, meal, menu, option


@pytest.fixture(autouse=True)
def where_people_are(owner: User) -> Iterator[None]:
    """Days are those of the cast, whose zone is not the server's."""
    with timezone.override(owner.zone):
        yield


@pytest.fixture
def kheer(db: None) -> Food:
    """A food with milk, confirmed."""
    now = timezone.now()
    return Food.objects.create(
        source_id="test:kheer", source="test", name="Kheer", allergens=["milk"], tags_checked_at=now
    )


def days_with(food: Food, count: int) -> Node:
    line = item(food.name, food_id=str(food.pk))
    return menu(*(day(f"D{number}", meal("lunch", option(line))) for number in range(count)))


@pytest.fixture
def plans(make_plan: MakePlan, kheer: Food) -> list[MealPlan]:
    """One that has two days left, a coming one of one day, one that is over, one archived."""
    today = timezone.localdate()

    def starting(days_from_now: int, length: int, **fields: Any) -> MealPlan:
        start: date = today + timedelta(days=days_from_now)
        name = f"From {days_from_now}"
        written = days_with(kheer, length)
        return make_plan(name=name, menu=written, start_date=start, length_days=length, **fields)

    return [starting(-1, 3), starting(10, 1), starting(-9, 3), starting(1, 1, status="archived")]


def save_client(user: User, client: Client, **fields: Any) -> Any:
    client.refresh_from_db()
    team = [str(seat.user_id) for seat in client.care_team.all()]
    data = {"name": client.name, "care_team": team, "version": client.version, **fields}
    return signed_in(user).post(f"/clients/{client.pk}/edit/", data, follow=True)


def news() -> list[Notification]:
    return list(Notification.objects.filter(kind="diet_conflict").order_by("recipient__name"))


def test_a_new_allergy_names_the_coming_days(
    owner: User, client_record: Client, plans: list[MealPlan]
) -> None:
    before = [plan.menu for plan in plans]
    page = save_client(owner, client_record, allergies=["milk"]).content.decode()
    assert "Milk: touches 3 coming days of 2 plans" in page
    for plan, is_there in zip(plans, (True, True, False, False), strict=True):
        assert (f'href="/meal-plans/{plan.pk}/"' in page.split("Meal plans</h2>")[0]) is is_there
    for plan, menu_before in zip(plans, before, strict=True):
        plan.refresh_from_db()
        assert plan.menu == menu_before


def test_the_care_team_is_told_except_who_did_it(
    owner: User, client_record: Client, plans: list[MealPlan]
) -> None:
    save_client(owner, client_record, allergies=["milk"])
    told = news()
    assert [one.recipient.name for one in told] == ["Colleague", "Counsellor"]
    assert told[0].title == "Asha Rao is allergic to: Milk. It touches 3 coming days of 2 plans"
    assert told[0].text == "Milk: 3 coming days of 2 plans (Kheer)"
    assert told[0].link == f"/clients/{client_record.pk}/"


def test_only_what_is_new_is_told(owner: User, client_record: Client, plans: list[MealPlan]) -> None:
    save_client(owner, client_record, allergies=["milk"])
    Notification.objects.all().delete()
    save_client(owner, client_record, allergies=["milk", "egg"])
    assert news() == []
    save_client(owner, client_record, allergies=["milk"], restrictions=["vegan", "halal"])
    assert {one.title for one in news()} == {"Asha Rao keeps to: Vegan. It touches 3 coming days of 2 plans"}


def test_the_page_shows_it_until_it_is_resolved(
    client_record: Client, plans: list[MealPlan], kheer: Food, django_assert_num_queries: Any
) -> None:
    Client.objects.update(allergies=["milk"])
    client_record.refresh_from_db()
    with django_assert_num_queries(2):
        assert [alert.reach for alert in alerts_of(client_record)] == ["3 coming days of 2 plans"]
    key = Finding("", str(kheer.pk), "", "allergy", "milk").key
    MealPlan.objects.filter(pk=plans[0].pk).update(overrides={key: {"reason": "Tolerated"}})
    assert [alert.reach for alert in alerts_of(client_record)] == ["1 coming day of 1 plan"]
    MealPlan.objects.filter(pk=plans[1].pk).update(menu=menu(day("A", meal("lunch", option(item("Rice"))))))
    assert alerts_of(client_record) == []


def test_who_is_allergic_to_nothing_costs_no_query(
    client_record: Client, plans: list[MealPlan], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert alerts_of(client_record) == []


def confirm(admin: User, food: Food, *allergens: str, unsuitable: tuple[str, ...] = ()) -> Food:
    """The tags of `food` as an admin puts them right in Django admin."""
    inline = {f"measures-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    data = {
        **inline, "name": food.name, "source": food.source, "carb_basis": "total", "is_active": "on",
        "allergens": list(allergens), "unsuitable_for": list(unsuitable), "tags_checked": "on",
    }  # fmt: skip
    answer = signed_in(admin).post(f"/admin/foods/food/{food.pk}/change/", data)
    assert answer.status_code == 302, answer.context["errors"]
    food.refresh_from_db()
    return food


def test_a_new_tag_of_a_food_is_told_to_whom_it_concerns(
    admin_user: User, client_record: Client, plans: list[MealPlan], kheer: Food
) -> None:
    Client.objects.update(allergies=["tree_nut"])
    confirm(admin_user, kheer, "milk", "tree_nut")
    assert (kheer.allergens, kheer.tags_checked_by) == (["milk", "tree_nut"], admin_user)
    told = news()
    assert [one.recipient.name for one in told] == ["Colleague", "Counsellor", "Owner"]
    assert told[0].title == "Asha Rao is allergic to: Tree nuts. It touches 3 coming days of 2 plans"
    Notification.objects.all().delete()
    confirm(admin_user, kheer, "milk", "tree_nut")
    confirm(admin_user, kheer, "milk")
    assert news() == []


def test_a_new_tag_concerns_nobody_else(
    admin_user: User, client_record: Client, plans: list[MealPlan], kheer: Food
) -> None:
    Client.objects.update(allergies=["egg"])
    confirm(admin_user, kheer, "milk", "tree_nut")
    Client.objects.update(allergies=["soy"], is_archived=True)
    confirm(admin_user, kheer, "soy")
    assert news() == []


def test_what_follows_from_a_tag_is_new_as_well(
    admin_user: User, client_record: Client, plans: list[MealPlan], kheer: Food
) -> None:
    Client.objects.update(restrictions=["vegetarian"])
    confirm(admin_user, kheer, "milk", "egg")
    assert {one.title for one in news()} == {
        "Asha Rao keeps to: Vegetarian. It touches 3 coming days of 2 plans"
    }
