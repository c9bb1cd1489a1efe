"""GET /api/foods/: the shapes that the editor relies on, and what it answers to bad input."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from apps.foods.services import foods_for_menu
from apps.practice.models import Practice
from tests.foods.builders import a_food

pytestmark = pytest.mark.django_db

URL = "/api/foods/"
NUTRIENTS = {"kcal": 145, "protein_g": 8.6, "carb_g": 19.17, "fat_g": 4.31, "fibre_g": 7.5, "iron_mg": 3.17}
HEADLINE = {"kcal": 145, "protein_g": 8.6, "carb_g": 19.17, "fat_g": 4.31, "fibre_g": 7.5, "sodium_mg": None}

NOT_CHECKED = {"allergens": [], "unsuitable": [], "checked": False}


def get(browser: Browser, **query: str) -> Any:
    return browser.get(URL, query).json()


def test_it_searches(browser_of_owner: Browser) -> None:
    dal = a_food(
        "Dal",
        [("1 cup", 240, 236.588)],
        local_names="daal; pappu",
        state="cooked",
        group="Pulses",
        source="fndds",
        nutrients=NUTRIENTS,
    )

    assert get(browser_of_owner, q="da") == {
        "results": [
            {
                "id": str(dal.pk),
                "name": "Dal",
                "local": "daal, pappu",
                "state": "cooked",
                "group": "Pulses",
                "source": "USDA FNDDS 2021-2023",
                **HEADLINE,
                "measures": [
                    {"label": "cup", "grams": 240},
                    {"label": "katori", "grams": 152.2},
                    {"label": "glass", "grams": 202.9},
                    {"label": "tbsp", "grams": 15.0},
                    {"label": "tsp", "grams": 5.0},
                    {"label": "g", "grams": 1},
                ],
                **NOT_CHECKED,
            }
        ]
    }


def test_it_answers_nothing_to_nothing(browser_of_owner: Browser) -> None:
    a_food("Dal")

    assert (
        get(browser_of_owner)
        == get(browser_of_owner, q="")
        == get(browser_of_owner, ids="")
        == {"results": []}
    )


def test_limit_bounds_the_results(browser_of_owner: Browser) -> None:
    for number in range(25):
        a_food(f"Dal {number}")

    assert len(get(browser_of_owner, q="dal")["results"]) == 20
    assert len(get(browser_of_owner, q="dal", limit="3")["results"]) == 3


def test_ids_are_answered_in_their_order_without_those_that_are_gone(browser_of_owner: Browser) -> None:
    dal, roti = a_food("Dal"), a_food("Roti", is_active=False)

    results = get(browser_of_owner, ids=f"{roti.pk},{uuid4()},{dal.pk},{roti.pk}")["results"]
    assert [result["name"] for result in results] == ["Roti", "Dal"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({"q": "x" * 101}, "q has 101"),
        ({"q": "dal", "limit": "0"}, "limit"),
        ({"q": "dal", "limit": "51"}, "limit"),
        ({"q": "dal", "limit": "-1"}, "limit"),
        ({"q": "dal", "limit": "ten"}, "limit"),
        ({"q": "dal", "limit": "²"}, "limit"),
        ({"q": "dal", "limit": "9" * 5000}, "limit"),
        ({"ids": "not-an-id"}, "ids"),
        ({"ids": "\0"}, "ids"),
        ({"ids": ",".join(str(uuid4()) for _ in range(201))}, "ids names 201"),
    ],
)
def test_bad_input_is_a_problem_that_names_the_place(
    browser_of_owner: Browser, query: dict[str, str], place: str
) -> None:
    response = browser_of_owner.get(URL, query)

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["code"] == "invalid_request"
    assert response.json()["detail"].startswith(place)


@pytest.mark.parametrize("query", ["%00", "%ff%fe", "%ed%a0%80", "$ne", "%25", "da%00l"])
def test_odd_bytes_find_nothing_and_break_nothing(browser_of_owner: Browser, query: str) -> None:
    a_food("Rice")

    response = browser_of_owner.get(f"{URL}?q={query}")
    assert (response.status_code, response.json()) == (200, {"results": []})


def test_nobody_searches_without_sign_in() -> None:
    response = Browser().get(URL, {"q": "dal"})

    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


def test_it_only_reads(browser_of_owner: Browser) -> None:
    assert browser_of_owner.post(URL).status_code == 405


def test_the_foods_of_a_menu_take_two_queries(django_assert_num_queries: Any) -> None:
    dal = a_food("Dal", [("katori", 150, None)], state="cooked", nutrients=NUTRIENTS)
    others = [a_food(f"Food {number}") for number in range(30)]

    Practice.current()  # kept in the cache
    with django_assert_num_queries(2):
        foods = foods_for_menu([str(dal.pk), dal.pk, "gone", "", *(food.pk for food in others), uuid4()])

    assert len(foods) == 31
    assert foods[str(dal.pk)] == {
        "name": "Dal",
        "state": "cooked",
        **HEADLINE,
        "measures": [{"label": "katori", "grams": 150}, {"label": "g", "grams": 1}],
        **NOT_CHECKED,
    }
    assert foods_for_menu([]) == {}
