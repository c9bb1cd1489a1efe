"""Favourites and recent foods: kept for each person, bounded, and first in their searches."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.diet_templates.models import DietTemplate
from apps.foods import choices
from apps.foods.choices import choices_of, note_use, star
from apps.foods.models import FoodChoice
from apps.foods.services import search_foods
from apps.menus.new import new_menu
from tests.foods.builders import a_food

pytestmark = pytest.mark.django_db


def found(query: str, user: User) -> list[str]:
    return [food["name"] for food in search_foods(query, 20, user)]


def test_a_favourite_comes_first_and_only_for_whoever_starred_it(owner: User, colleague: User) -> None:
    a_food("Rice")
    biryani = a_food("Biryani of the house, with rice")
    star(owner, biryani, on=True)

    assert found("rice", owner) == ["Biryani of the house, with rice", "Rice"]
    assert found("rice", colleague) == ["Rice", "Biryani of the house, with rice"]
    assert search_foods("rice", 1, owner)[0]["favourite"] is True
    star(owner, biryani, on=False)
    assert found("rice", owner)[0] == "Rice"


def test_recent_foods_come_after_favourites_and_before_the_rest(owner: User) -> None:
    a_food("Rice")
    recent, favourite = a_food("Fried rice with egg"), a_food("Biryani of the house, with rice")
    note_use(owner, [recent.pk])
    star(owner, favourite, on=True)

    assert found("rice", owner) == [favourite.name, recent.name, "Rice"]


def test_a_favourite_is_found_behind_hundreds_of_better_hits(owner: User) -> None:
    for number in range(130):
        a_food(f"Rice {number}")
    hidden = a_food("Casserole of many things, vegetables and rice")
    star(owner, hidden, on=True)

    with CaptureQueriesContext(connection) as queries:
        assert found("rice", owner)[0] == hidden.name
    assert len(queries) <= 7


def test_a_favourite_is_not_found_by_what_it_is_not_called(owner: User) -> None:
    star(owner, a_food("Dal"), on=True)

    assert found("rice", owner) == []


def test_favourites_are_bounded(
    owner: User, monkeypatch: pytest.MonkeyPatch, browser_of_owner: Browser
) -> None:
    monkeypatch.setattr(choices, "MOST_FAVOURITES", 1)
    first, second = a_food("Dal"), a_food("Rice")
    star(owner, first, on=True)
    star(owner, first, on=True)

    with pytest.raises(choices.TooManyFavourites):
        star(owner, second, on=True)
    answer = browser_of_owner.put(f"/api/foods/{second.pk}/star/")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_favourites")
    page = browser_of_owner.post(f"/foods/{second.pk}/star/", {"on": "1"}, follow=True)
    assert "take the star from one of them" in page.content.decode()
    assert choices_of(owner).favourites == {first.pk}


def test_recent_foods_are_bounded_and_the_latest_stay(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MOST_RECENT", 2)
    old, kept, new = a_food("Dal"), a_food("Rice"), a_food("Roti")
    star(owner, old, on=True)
    for food in (old, kept, new):
        note_use(owner, [food.pk, uuid4()])
    note_use(owner, [kept.pk])
    a_fourth = a_food("Idli")
    note_use(owner, [a_fourth.pk])

    assert choices_of(owner).recent == {kept.pk, a_fourth.pk}
    assert choices_of(owner).favourites == {old.pk}
    assert FoodChoice.objects.filter(user=owner).count() == 3


def test_a_save_makes_the_foods_it_puts_in_recent(owner: User, browser_of_owner: Browser) -> None:
    dal, key = a_food("Dal"), uuid4()
    menu = with_food(new_menu(key, days=1), str(dal.pk))
    answer = browser_of_owner.post(
        f"/diet-templates/create/?key={key}",
        {"name": "Week", "version": "0", "menu": json.dumps(menu)},
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert DietTemplate.objects.filter(pk=key).exists()
    assert choices_of(owner).recent == {dal.pk}


def with_food(menu: Any, food_id: str) -> Any:
    """`menu` with one line of that food."""
    item = {
        "id": "i1", "position": "i", "food_id": food_id, "name": "Dal", "quantity": 1, "measure": "g",
        "grams": 1, "nutrients": None, "note": "",
    }  # fmt: skip
    option = {"id": "o1", "position": "i", "items": [item]}
    menu["days"][0]["meals"][0]["options"] = [option]
    return menu


def test_the_star_of_the_api_goes_on_and_off(owner: User, browser_of_owner: Browser) -> None:
    dal = a_food("Dal")
    url = f"/api/foods/{dal.pk}/star/"

    assert [browser_of_owner.put(url).status_code for _ in range(2)] == [204, 204]
    assert choices_of(owner).favourites == {dal.pk}
    assert [browser_of_owner.delete(url).status_code for _ in range(2)] == [204, 204]
    assert not choices_of(owner).favourites
    assert browser_of_owner.put(f"/api/foods/{uuid4()}/star/").json()["code"] == "not_found"


def test_the_star_of_a_page_leads_back_and_nowhere_else(browser_of_owner: Browser) -> None:
    dal = a_food("Dal")
    url = f"/foods/{dal.pk}/star/"

    assert browser_of_owner.post(url, {"on": "1", "next": "/foods/?q=dal"})["Location"] == "/foods/?q=dal"
    away = browser_of_owner.post(url, {"on": "1", "next": "https://elsewhere.test/"})
    assert away["Location"] == f"/foods/{dal.pk}/"
