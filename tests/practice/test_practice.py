"""The settings of the practice: who reads and changes them, and that a change is seen at once."""

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from apps.accounts.models import User
from apps.drafts.models import Revision
from apps.practice.models import CACHE_KEY, ONLY, Policy, Practice
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

SETTINGS = {
    "version": "0",
    "name": "Lotus Nutrition",
    "address": "12 Lake Road\nPune",
    "phone": "",
    "email": "",
    "allergy_policy": "warn",
    "restriction_policy": "warn",
    "katori_ml": "180",
    "glass_ml": "250",
    "cup_ml": "236.6",
    "tbsp_ml": "15",
    "tsp_ml": "5",
    "shown_nutrients": ["iron_mg", "fibre_g"],
}


@pytest.fixture
def admin_browser(admin_user: User) -> Browser:
    return signed_in(admin_user)


def save(browser: Browser, **changes: object) -> int:
    return browser.post("/practice/", {**SETTINGS, **changes}).status_code


def test_until_somebody_saves_there_are_usual_values() -> None:
    practice = Practice.current()
    assert practice.allergy_policy == Policy.BLOCK
    assert practice.vessels["katori"] == 150
    assert practice.shown_nutrients == ["fibre_g", "sodium_mg"]
    assert not Practice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_save_is_seen_at_once_although_readers_are_served_from_the_cache(
    admin_browser: Browser, django_assert_num_queries: object
) -> None:
    Practice.current()
    assert save(admin_browser) == 302
    practice = Practice.current()
    assert (practice.name, practice.allergy_policy) == ("Lotus Nutrition", "warn")
    assert practice.vessels == {"katori": 180, "glass": 250, "cup": 236.6, "tbsp": 15, "tsp": 5}
    assert practice.shown_nutrients == ["fibre_g", "iron_mg"]  # in the order of the table


def test_readers_ask_the_database_once(django_assert_num_queries: object) -> None:
    cache.delete(CACHE_KEY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        Practice.current()
        Practice.current()


def test_a_save_is_a_version_like_any_other(admin_browser: Browser, admin_user: User) -> None:
    save(admin_browser)
    assert save(admin_browser, version="1", name="Lotus") == 302
    kept = Revision.objects.filter(key=ONLY).order_by("version")
    assert list(kept.values_list("version", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("katori_ml", "0"),
        ("katori_ml", "a lot"),
        ("email", "nowhere"),
        ("allergy_policy", "ignore"),
        ("shown_nutrients", "kcal"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    admin_browser: Browser, field: str, value: str
) -> None:
    answer = admin_browser.post("/practice/", {**SETTINGS, field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Practice.objects.exists()


def test_only_admins_see_the_page(owner: User) -> None:
    browser = signed_in(owner)
    assert browser.get("/practice/").status_code == 404
    assert save(browser) == 404
    assert b'href="/practice/"' not in browser.get("/").content
