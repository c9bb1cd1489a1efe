"""What a search finds, in which order, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.foods.models import Food, FoodWord
from apps.foods.search import food_ids
from apps.foods.services import index_all_foods
from apps.foods.word_index import index_foods
from tests.foods.builders import a_food

pytestmark = pytest.mark.django_db


def found(query: str, limit: int = 20) -> list[str]:
    names = dict(Food.objects.values_list("pk", "name"))
    return [names[pk] for pk in food_ids(query, limit)]


def test_it_finds_by_name_other_name_and_local_name() -> None:
    a_food("Yogurt, whole milk, plain", alt_names="plain curds", local_names="dahi; thayir")

    for query in ("yogurt", "plain curds", "dahi", "thayir"):
        assert found(query) == ["Yogurt, whole milk, plain"]


def test_the_exact_name_comes_first_then_its_beginning_then_other_places() -> None:
    for name in ("Chicken, dal and rice", "Dalia, dry", "Dal makhani", "Dal"):
        a_food(name)

    assert found("dal") == ["Dal", "Dal makhani", "Dalia, dry", "Chicken, dal and rice"]


def test_a_local_name_is_as_good_as_the_name() -> None:
    a_food("Okra, raw", state="raw", local_names="bhindi")
    a_food("Bhindi masala with onion and tomato")

    assert found("bhindi")[0] == "Okra, raw"


def test_other_names_of_a_dish_do_not_push_it_before_the_food() -> None:
    a_food("Burrito, with beans", alt_names="cheese; rice")
    a_food("Rice, white, cooked", state="cooked")

    assert found("rice") == ["Rice, white, cooked", "Burrito, with beans"]


def test_plain_foods_come_before_dishes_and_packets() -> None:
    a_food("Egg salad sandwich, prepared")
    a_food("Egg noodles, frozen")
    a_food("Egg, whole, raw", state="raw")

    assert found("egg")[0] == "Egg, whole, raw"


def test_the_starter_table_comes_first() -> None:
    a_food("Paneer", source="fndds")
    starter = a_food("Paneer, homemade", source="starter")

    assert found("pane")[0] == starter.name


def test_every_word_narrows_in_any_order() -> None:
    a_food("Rice, brown, cooked")
    a_food("Rice, white, cooked")
    a_food("Bread, brown")

    assert found("brown rice") == found("ric bro") == ["Rice, brown, cooked"]
    assert found("brown rice bread") == []


def test_singular_and_plural_find_each_other() -> None:
    a_food("Egg, boiled")
    a_food("Potatoes, raw")

    assert found("boiled eggs") == found("eggs boiled") == ["Egg, boiled"]
    assert found("potato") == found("potatoe") == ["Potatoes, raw"]


@pytest.mark.parametrize("query", ["JALAPEÑO", "jalapeno", "Jalapen\u0303o", "  jala,"])
def test_case_accents_and_punctuation_do_not_matter(query: str) -> None:
    a_food("Peppers, jalapeño")

    assert found(query) == ["Peppers, jalapeño"]


def test_indian_scripts_are_searched() -> None:
    a_food("Dal", local_names="दाल; பருப்பு")

    assert found("दाल") == found("பருப்") == ["Dal"]


@pytest.mark.parametrize("query", ["", "   ", ",.-", "%", "_", "\\", "\0", "'"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    a_food("Dal")

    assert found(query) == []


@pytest.mark.parametrize("query", ["d%l", "d_l", "da.*", "(dal", "$dal", "x" * 100, "a " * 50])
def test_special_characters_are_only_characters(query: str) -> None:
    a_food("Rice")

    assert found(query) == []


def test_a_common_word_alone_is_the_beginning_of_another() -> None:
    a_food("Onion, raw")

    assert found("on") == ["Onion, raw"]


def test_a_single_letter_finds_the_best_and_falls_back_on_all() -> None:
    dishes = [a_food(f"Casserole {number} with a long list of vegetables") for number in range(3)]
    a_food("Corn, raw", state="raw")

    assert found("c", limit=1) == ["Corn, raw"]
    assert found("c") == ["Corn, raw", *(dish.name for dish in dishes)]


def test_a_withdrawn_food_is_not_found() -> None:
    food = a_food("Dal")
    food.is_active = False
    food.save()
    index_foods([food])

    assert found("dal") == []


def test_words_go_with_the_food_and_follow_its_name() -> None:
    food, other = a_food("Dal"), a_food("Roti")
    food.name = "Sambar"
    food.save()
    index_foods([food])
    assert (found("dal"), found("sambar")) == ([], ["Sambar"])

    other.delete()
    assert not FoodWord.objects.filter(word="roti").exists()


def test_all_foods_can_be_indexed_anew() -> None:
    a_food("Dal")
    a_food("Roti")
    FoodWord.objects.all().delete()

    assert index_all_foods() == 2
    assert (found("dal"), found("roti")) == (["Dal"], ["Roti"])


def test_a_search_costs_two_queries_however_many_foods_match() -> None:
    for number in range(300):
        a_food(f"Chicken dish {number}")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(food_ids("chi", 20)) == 20
    assert len(queries) == 2


def test_the_range_of_a_search_is_read_from_the_index() -> None:
    a_food("Dal")
    rows = FoodWord.objects.filter(word__gte="dal", word__lt="dal\U0010ffff").order_by("weight")

    plan = rows.explain()
    assert "food_word_by_weight" in plan, plan
