"""The food table in Django admin."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.foods.models import Food, Measure
from apps.foods.search import food_ids
from tests.conftest import signed_in
from tests.foods.builders import a_food

pytestmark = pytest.mark.django_db

FOODS = "/admin/foods/food/"
MEASURES = "/admin/foods/measure/"
NO_MEASURES = {"measures-TOTAL_FORMS": "0", "measures-INITIAL_FORMS": "0"}


@pytest.fixture
def browser(admin_user: User) -> Browser:
    return signed_in(admin_user)


def query_count(browser: Browser, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", [FOODS, MEASURES, f"{FOODS}?q=food", f"{MEASURES}?q=katori"])
def test_a_list_costs_the_same_at_10_and_100_rows(browser: Browser, url: str) -> None:
    for number in range(10):
        a_food(f"Food {number}", [("katori", 150, 150)])
    browser.get(url)
    few = query_count(browser, url)
    for number in range(10, 100):
        a_food(f"Food {number}", [("katori", 150, 150)])

    assert query_count(browser, url) == few


def test_a_new_food_is_found_at_once_and_keeps_its_measures(browser: Browser) -> None:
    form = {
        "name": "Ragi mudde",
        "state": "cooked",
        "source": "practice",
        "carb_basis": "total",
        "is_active": "on",
        "kcal": "102.5",
        "iron_mg": "0",
        "allergens": ["gluten"],
        "measures-TOTAL_FORMS": "1",
        "measures-INITIAL_FORMS": "0",
        "measures-0-seq": "1",
        "measures-0-label": "ball",
        "measures-0-grams": "150",
    }

    assert browser.post(f"{FOODS}add/", form).status_code == 302
    food = Food.objects.get()
    assert (food.nutrients, food.allergens) == ({"kcal": 102.5, "iron_mg": 0}, ["gluten"])
    assert food.source_id.startswith("practice:")
    assert [measure.label for measure in food.measures.all()] == ["ball"]
    assert food_ids("mudde", 5) == [food.pk]


def test_a_food_is_shown_with_its_figures_and_changed(browser: Browser) -> None:
    food = a_food("Dal", nutrients={"kcal": 145, "protein_g": 8.6}, source_id="lab:1", source="lab")
    url = reverse("admin:foods_food_change", args=[food.pk])

    assert b'value="8.6"' in browser.get(url).content
    form = {"name": "Masoor dal", "source": "lab", "carb_basis": "total", "is_active": "on", "kcal": "120"}
    assert browser.post(url, form | NO_MEASURES).status_code == 302
    food.refresh_from_db()
    assert (food.name, food.nutrients, food.source_id) == ("Masoor dal", {"kcal": 120}, "lab:1")
    assert (food_ids("masoor", 5), food_ids("lab", 5)) == ([food.pk], [])


@pytest.mark.parametrize(
    ("field", "value"), [("kcal", "-1"), ("kcal", "951"), ("protein_g", "nan"), ("name", "")]
)
def test_impossible_figures_are_refused_and_named(browser: Browser, field: str, value: str) -> None:
    form = {"name": "Dal", "source": "practice", "carb_basis": "total", **NO_MEASURES, field: value}

    response: Any = browser.post(f"{FOODS}add/", form)
    assert list(response.context["adminform"].form.errors) == [field]
    assert not Food.objects.exists()


def test_foods_are_withdrawn_and_offered_again(browser: Browser) -> None:
    food = a_food("Dal")

    for action, found in (("withdraw", []), ("offer", [food.pk])):
        browser.post(FOODS, {"action": action, "_selected_action": [str(food.pk)]})
        assert food_ids("dal", 5) == found


def test_a_food_is_deleted_with_its_measures_and_words(browser: Browser) -> None:
    food = a_food("Dal", [("katori", 150, 150)])

    browser.post(reverse("admin:foods_food_delete", args=[food.pk]), {"post": "yes"})
    assert (Food.objects.count(), Measure.objects.count(), food_ids("dal", 5)) == (0, 0, [])


def test_other_pages_can_autocomplete_foods(browser: Browser) -> None:
    food = a_food("Dal", local_names="pappu")
    query = {"app_label": "foods", "model_name": "measure", "field_name": "food", "term": "pappu"}

    results = browser.get(reverse("admin:autocomplete"), query).json()["results"]
    assert results == [{"id": str(food.pk), "text": "Dal"}]


def test_only_admins_see_it(owner: User) -> None:
    assert signed_in(owner).get(FOODS).status_code == 302
