"""POST /api/foods/match/: a food counts only when one of its names is the whole text."""

from typing import Any

import pytest
from django.test import Client as Browser

from apps.foods.services import match_foods
from apps.practice.models import Practice
from tests.foods.builders import a_food

pytestmark = pytest.mark.django_db

URL = "/api/foods/match/"


def called(*names: str) -> dict[str, list[str]]:
    return {result["name"]: [food["name"] for food in result["foods"]] for result in match_foods(names)}


def test_the_whole_name_whatever_its_case_accents_and_punctuation() -> None:
    a_food("Rice, white, cooked")
    a_food("Rice kheer")
    a_food("Crème caramel")

    assert called("rice white COOKED", "Rice, white, cooked", "rice", "creme caramel", "caramel") == {
        "rice white COOKED": ["Rice, white, cooked"],
        "Rice, white, cooked": ["Rice, white, cooked"],
        "rice": [],
        "creme caramel": ["Crème caramel"],
        "caramel": [],
    }


def test_other_and_local_names_count_when_no_food_has_it_for_its_own() -> None:
    a_food("Okra, raw", local_names="bhindi; भिंडी")
    a_food("Lentils, boiled", alt_names="pulse of the day; dal")
    a_food("Dal", local_names="pappu")

    assert called("Bhindi", "भिंडी", "dal", "pulse of the day", "of the", "", " ; ") == {
        "Bhindi": ["Okra, raw"],
        "भिंडी": ["Okra, raw"],
        "dal": ["Dal"],
        "pulse of the day": ["Lentils, boiled"],
        "of the": [],
        "": [],
        " ; ": [],
    }


def test_foods_that_are_called_the_same_are_all_answered_and_those_not_offered_are_not() -> None:
    a_food("Roti", source="starter")
    a_food("Roti", source="fndds")
    a_food("Puri", is_active=False)

    assert called("roti", "puri") == {"roti": ["Roti", "Roti"], "puri": []}


def test_it_takes_three_queries_however_many_names(django_assert_num_queries: Any) -> None:
    for number in range(30):
        a_food(f"Food {number}")

    Practice.current()  # kept in the cache
    with django_assert_num_queries(3):
        results = match_foods([f"food {number}" for number in range(40)])

    assert sum(len(result["foods"]) for result in results) == 30


def test_each_name_is_answered_in_its_place(browser_of_owner: Browser) -> None:
    dal = a_food("Dal")
    names = ["dal", "no such thing", "dal", "\ud800"]

    answer = browser_of_owner.post(URL, {"names": names}, content_type="application/json").json()

    assert [(one["name"], [food["id"] for food in one["foods"]]) for one in answer["results"]] == [
        ("dal", [str(dal.pk)]),
        ("no such thing", []),
        ("dal", [str(dal.pk)]),
        ("\ud800", []),
    ]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "names has to be"),
        ({"names": "dal"}, "names has to be"),
        ({"names": [1]}, "names has to be"),
        ({"names": ["dal"] * 201}, "names holds 201"),
        ({"names": ["x" * 201]}, "names holds a text"),
    ],
)
def test_bad_input_is_a_problem_that_names_the_place(
    browser_of_owner: Browser, body: dict[str, Any], place: str
) -> None:
    answer = browser_of_owner.post(URL, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert answer.json()["detail"].startswith(place)


def test_a_text_may_be_as_long_as_a_name(browser_of_owner: Browser) -> None:
    a_food("x" * 200)

    answer = browser_of_owner.post(URL, {"names": ["X" * 200]}, content_type="application/json")

    assert len(answer.json()["results"][0]["foods"]) == 1
