"""Keeping meals, and offering them to the editor."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.foods.models import Food
from apps.saved_meals import services
from apps.saved_meals.models import SavedMeal
from tests.conftest import signed_in
from tests.foods.builders import a_food
from tests.menus.build import item, option
from tests.saved_meals.build import body, saved

ROOT = "/api/saved-meals/"


@pytest.fixture
def dal(db: None) -> Food:
    """100 g of it hold 145 kcal."""
    return a_food("Dal", nutrients={"kcal": 145.0})


def put(browser: Browser, sent: Any, key: object = None, **headers: str) -> Any:
    """The answer to keeping something."""
    url = f"{ROOT}{key or uuid4()}/"
    return browser.put(url, sent, content_type="application/json", headers=headers)


def names(browser: Browser, query: str = "") -> list[str]:
    """What is offered."""
    return [one["name"] for one in browser.get(f"{ROOT}{query}").json()["results"]]


def test_a_meal_is_kept_with_its_alternatives(browser_of_owner: Browser, owner: User, dal: Food) -> None:
    key = uuid4()
    line = item("Dal", food_id=str(dal.pk), quantity=2, measure="katori", grams=200)
    answer = put(
        browser_of_owner, body(option(line, item("Tea")), option(item("Upma")), name="  My   dal "), key
    )
    assert answer.status_code == 201
    assert answer.json() == {
        "id": str(key), "name": "My dal", "slot": "breakfast", "slotName": "Breakfast", "isShared": False,
        "isMine": True, "owner": "Owner", "summary": "2 katori Dal (200 g), Tea or Upma",
        "kcal": 290.0, "isComplete": False, "allergens": [], "unsuitable": [], "checked": False,
    }  # fmt: skip
    kept = browser_of_owner.get(f"{ROOT}{key}/").json()
    assert [[line["name"] for line in one["items"]] for one in kept["options"]] == [["Dal", "Tea"], ["Upma"]]
    assert kept["time"] == "09:00"
    assert [food["name"] for food in kept["foods"]] == ["Dal"]


def test_notes_are_never_kept(browser_of_owner: Browser) -> None:
    key = uuid4()
    put(browser_of_owner, body(option(item("Poha", note="Asha dislikes it"))), key)
    assert "Asha" not in str(SavedMeal.objects.get(pk=key).menu)
    assert "Asha" not in browser_of_owner.get(f"{ROOT}{key}/").content.decode()


def test_empty_lines_and_options_are_left_out(browser_of_owner: Browser) -> None:
    answer = put(browser_of_owner, body(option(item("Poha"), item("")), option(item(""))))
    assert answer.json()["summary"] == "Poha"


def test_the_same_request_twice_keeps_one(browser_of_owner: Browser) -> None:
    key = uuid4()
    answers = [put(browser_of_owner, body(option(item("Poha"))), key).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert SavedMeal.objects.get().version == 1


def test_a_second_try_with_another_name_replaces_the_first(browser_of_owner: Browser) -> None:
    key = uuid4()
    put(browser_of_owner, body(option(item("Poha"))), key)
    put(browser_of_owner, body(option(item("Poha")), name="Quick", isShared=True), key)
    kept = SavedMeal.objects.get()
    assert (kept.name, kept.is_shared, kept.version) == ("Quick", True, 2)
    assert names(browser_of_owner, "?q=quick") == ["Quick"]


def test_two_requests_that_meet_keep_one(
    browser_of_owner: Browser, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, kept = uuid4(), services._insert

    def overtaken(meal: SavedMeal) -> SavedMeal:
        kept(meal)  # by the other request
        raise IntegrityError

    monkeypatch.setattr(services, "_insert", overtaken)
    assert put(browser_of_owner, body(option(item("Poha"))), key).status_code == 200
    assert SavedMeal.objects.get().owner == owner


def test_a_change_in_the_same_moment_is_told(
    browser_of_owner: Browser, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meal = saved(owner, "Poha")
    monkeypatch.setattr(SavedMeal, "change", lambda meal, **fields: False)
    answer = put(browser_of_owner, body(option(item("Poha"))), meal.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "overtaken")


def test_the_key_of_somebody_else_is_not_found(browser_of_owner: Browser, colleague: User) -> None:
    theirs = saved(colleague, "Theirs", shared=True)
    assert put(browser_of_owner, body(option(item("Poha"))), theirs.pk).status_code == 404
    theirs.refresh_from_db()
    assert theirs.name == "Theirs"


def test_a_page_of_another_person_keeps_nothing(browser_of_owner: Browser, colleague: User) -> None:
    answer = put(browser_of_owner, body(option(item("Poha"))), **{"X-User": str(colleague.pk)})
    assert (answer.status_code, answer.json()["code"]) == (403, "other_user")
    assert not SavedMeal.objects.exists()


LINE = option(item("Poha"))


@pytest.mark.parametrize(
    ("sent", "detail"),
    [
        (body(LINE, name="  "), "Please give it a name."),
        (body(LINE, name="x" * 201), "name must not be longer than 200 characters"),
        (body(LINE, name="a\x00b"), "name holds a character that cannot be stored"),
        (body(LINE, name=[1]), "name must be text"),
        (body(LINE, slot="tea time"), "slot is not valid: 'tea time'"),
        (body(LINE, isShared="yes"), "isShared has to be true or false."),
        (body(LINE, more=1), "A saved meal has name, slot, isShared and options."),
        (body(), "There is no food in it to keep."),
        (body(option(item(""))), "There is no food in it to keep."),
        (body(options={}), "is not in the form of a menu"),
        (body(option(item("Tea"), item("Dal", quantity=-1))), "Light, option 1, item 2 'Dal': quantity must"),
        (body(option(item("Dal", quantity="2 or"))), "item 1 'Dal': quantity must be a number"),
        (body(option(item("Dal", food_id=str(uuid4())))), "'Dal': this food is no longer in the food"),
        (body(option(item("Dal", typo=1))), "there is no field"),
        (body(*[LINE] * 11), "at most 10 are allowed"),
    ],
)  # fmt: skip
def test_what_no_menu_could_hold_is_refused_in_words(
    browser_of_owner: Browser, sent: dict[str, Any], detail: str
) -> None:
    answer = put(browser_of_owner, sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert detail in answer.json()["detail"]
    assert "Day 1" not in answer.json()["detail"]
    assert not SavedMeal.objects.exists()


def test_own_ones_come_first_and_of_each_those_for_this_meal(
    browser_of_owner: Browser, owner: User, colleague: User
) -> None:
    for owned, name, slot in ((owner, "b", "lunch"), (owner, "C", "dinner"), (owner, "a", "lunch")):
        saved(owned, name, slot=slot)
    saved(colleague, "shared", slot="dinner", shared=True)
    saved(colleague, "private")
    saved(owner, "deleted").remove()
    assert names(browser_of_owner) == ["a", "b", "C", "shared"]
    assert names(browser_of_owner, "?slot=dinner") == ["C", "a", "b", "shared"]


def test_an_admin_is_not_offered_what_is_private(admin_user: User, owner: User) -> None:
    saved(owner, "private")
    assert names(signed_in(admin_user)) == []


@pytest.mark.parametrize("query", ["poha", "POH", "tea poha", "rôti", "नाश्त", "quick t"])
def test_every_word_begins_one_of_its_name_or_foods(
    browser_of_owner: Browser, owner: User, query: str
) -> None:
    saved(owner, "Quick नाश्ता", "Poha", "Tea", "Roti")
    saved(owner, "Other", "Idli")
    assert names(browser_of_owner, f"?q={query}") == ["Quick नाश्ता"]
    assert names(browser_of_owner, "?q=oha") == []


def test_it_is_told_what_all_its_foods_hold(browser_of_owner: Browser) -> None:
    now = timezone.now()
    foods = [
        a_food("Kheer", allergens=["milk"], tags_checked_at=now),
        a_food("Egg curry", allergens=["egg"], unsuitable_for=["jain"], tags_checked_at=now),
    ]
    lines = [item(food.name, food_id=str(food.pk)) for food in foods]
    told = put(browser_of_owner, body(option(lines[0]), option(lines[1]))).json()
    assert set(told["allergens"]) == {"milk", "egg"}
    assert {"jain", "vegan"} <= set(told["unsuitable"])
    assert told["checked"]
    assert not put(browser_of_owner, body(option(*lines, item("Soup of the day")))).json()["checked"]


def test_there_may_be_more_than_are_offered(browser_of_owner: Browser, owner: User) -> None:
    for number in range(31):
        saved(owner, f"Meal {number:02}")
    answer = browser_of_owner.get(ROOT).json()
    assert (len(answer["results"]), answer["more"]) == (30, True)
    assert browser_of_owner.get(f"{ROOT}?q=meal+07").json()["more"] is False


def test_more_meals_take_no_more_queries(
    browser_of_owner: Browser, owner: User, dal: Food, django_assert_max_num_queries: Any
) -> None:
    for _number in range(5):
        put(browser_of_owner, body(option(item("Dal", food_id=str(dal.pk))), isShared=True))
    with django_assert_max_num_queries(7):  # session, user, keys, contents, owners, figures, facts
        browser_of_owner.get(ROOT)
