"""Own foods, recipes and corrections of the practice: their forms, and what a Save of them changes."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.drafts.models import Draft, Revision
from apps.foods.importing.loading import import_foods
from apps.foods.models import Correction, Food, Ingredient, Measure, OwnFood, Recipe
from apps.foods.recipe_figures import MOST_LEVELS, refresh
from apps.foods.search import food_ids
from apps.foods.services import foods_for_menu, search_foods
from apps.foods.tags import facts_of, tags_changed
from tests.conftest import signed_in
from tests.foods.builders import a_food, tables

pytestmark = pytest.mark.django_db

ATTA = {
    "name": "Multigrain atta", "local_names": "atta", "state": "dry", "group": "Flours", "kcal": "361",
    "protein_g": "13,5", "carb_basis": "total", "allergens": ["gluten"], "tags_checked": "on",
    "citation": "Label",
    "measure_1_label": "katori", "measure_1_grams": "90", "measure_1_ml": "150",
}  # fmt: skip


def save(browser: Browser, url: str, data: dict[str, Any], version: int = 0) -> Any:
    return browser.post(url, {"version": str(version), **data})


def create(browser: Browser, data: dict[str, Any], what: str = "create") -> Food:
    key = uuid4()
    answer = save(browser, f"/foods/{what}/?key={key}", data)
    assert answer.status_code == 302, answer.context["form"].errors
    return Food.objects.get(pk=key)


def line(food: Food, grams: float, number: int = 1, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "id": f"i{number}", "position": f"i{number}", "food_id": str(food.pk), "name": food.name,
        "quantity": grams, "measure": "g", "grams": grams,
    } | (fields or {})  # fmt: skip


def recipe_of(name: str, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"name": name, "ingredients": json.dumps({"items": list(lines)}), **fields}


def errors(answer: Any) -> str:
    assert answer.status_code == 422
    return str(answer.context["form"].errors.as_text())


# --- own foods


def test_an_own_food_is_written_found_and_offered_with_its_measures(browser_of_owner: Browser) -> None:
    food = create(browser_of_owner, ATTA)

    assert (food.source, food.nutrients) == ("practice", {"kcal": 361, "protein_g": 13.5})
    assert (food.state, food.allergens) == ("dry", ["gluten"])
    assert food_ids("multigrain", 5) == food_ids("atta", 5) == [food.pk]
    measures = {m["label"]: m["grams"] for m in foods_for_menu([food.pk])[str(food.pk)]["measures"]}
    assert measures["katori"] == 90
    assert measures["glass"] == 120
    page = browser_of_owner.get(f"/foods/{food.pk}/").content.decode()
    assert "361" in page
    assert "not known" in page
    assert "Cereals with gluten" in page


def test_a_save_keeps_a_version_and_a_second_one_changes_the_food(browser_of_owner: Browser) -> None:
    food = create(browser_of_owner, ATTA)
    changed = {**ATTA, "name": "Atta of the house", "kcal": "", "measure_1_label": "", "measure_1_grams": ""}
    answer = save(browser_of_owner, f"/foods/{food.pk}/edit/", {**changed, "measure_1_ml": ""}, version=1)

    assert answer.status_code == 302
    food.refresh_from_db()
    assert (food.name, food.nutrients) == ("Atta of the house", {"protein_g": 13.5})
    assert not Measure.objects.filter(food=food).exists()
    assert food_ids("multigrain", 5) == []
    versions = Revision.objects.filter(kind="own-food", key=food.pk).order_by("version")
    assert [(one.version, one.data["kcal"]) for one in versions] == [(1, "361"), (2, "")]


def test_two_people_changing_different_figures_merge(browser_of_owner: Browser, colleague: User) -> None:
    food = create(browser_of_owner, ATTA)
    url = f"/foods/{food.pk}/edit/"
    assert save(browser_of_owner, url, {**ATTA, "fat_g": "2"}, version=1).status_code == 302
    assert save(signed_in(colleague), url, {**ATTA, "iron_mg": "5"}, version=1).status_code == 302

    food.refresh_from_db()
    assert food.nutrients == {"kcal": 361, "protein_g": 13.5, "fat_g": 2, "iron_mg": 5}


def test_a_food_that_django_admin_made_can_be_edited_here(browser_of_owner: Browser) -> None:
    food = a_food("Dal of the house", [("katori", 150, None)], nutrients={"kcal": 120})
    page = browser_of_owner.get(f"/foods/{food.pk}/edit/")

    assert page.context["form"]["kcal"].value() == "120"
    data = {"name": "Dal of the house", "kcal": "130", "carb_basis": "total"}
    measure = {"measure_1_label": "katori", "measure_1_grams": "150"}
    assert save(browser_of_owner, f"/foods/{food.pk}/edit/", {**data, **measure}).status_code == 302
    food.refresh_from_db()
    assert food.nutrients == {"kcal": 130}
    assert OwnFood.objects.get(pk=food.pk).version == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("kcal", "lots", "not a number"),
        ("kcal", "951", "between 0 and 950"),
        ("protein_g", "-1", "between 0 and 105"),
        ("fat_g", "nan", "not a number"),
        ("fat_g", "1_0", "not a number"),
        ("fat_g", "٣", "not a number"),
        ("measure_2_label", "bowl", "What does one of it weigh?"),
        ("measure_2_grams", "20", "What is this measure called?"),
        ("measure_1_grams", "0", "more than 0"),
        ("name", "", "required"),
        ("allergens", ["wood"], "wood"),
        ("name", "a\0b", "Null characters"),
    ],
)
def test_bad_input_is_refused_with_everything_kept(
    browser_of_owner: Browser, field: str, value: Any, said: str
) -> None:
    answer = save(browser_of_owner, f"/foods/create/?key={uuid4()}", {**ATTA, field: value})

    assert said in errors(answer)
    assert not Food.objects.exists()
    assert "Label" in answer.content.decode()


def test_what_is_typed_is_kept_as_a_draft_valid_or_not(browser_of_owner: Browser) -> None:
    key = str(uuid4())
    data = {"name": "Half", "kcal": "3x"}
    body = {"type": "own-food", "id": key, "saveId": "one", "revision": 0, "version": 0, "data": data}
    answer = browser_of_owner.post("/api/drafts/", body, content_type="application/json")

    assert answer.status_code == 200
    page = browser_of_owner.get(f"/foods/create/?key={key}")
    assert page.context["form"]["kcal"].value() == "3x"


# --- recipes


def test_a_recipe_is_a_food_with_figures_servings_and_allergens(browser_of_owner: Browser) -> None:
    atta = create(browser_of_owner, ATTA)
    ghee = a_food(
        "Ghee", nutrients={"kcal": 900, "protein_g": 0}, allergens=["milk"], tags_checked_at=timezone.now()
    )
    data = recipe_of(
        "Paratha", line(atta, 100), line(ghee, 20, 2), cooking="heated", cooked_g="160", servings="4"
    )
    dish = create(browser_of_owner, data, "create-recipe")

    assert dish.source == "recipe"
    assert dish.nutrients["kcal"] == pytest.approx((361 + 180) / 1.6)
    assert dish.nutrients["protein_g"] == pytest.approx(13.5 / 1.6, abs=1e-4)
    assert dish.allergens == ["gluten", "milk"]
    assert dish.tags_checked_at is not None  # each of its ingredients is
    shown = foods_for_menu([dish.pk])[str(dish.pk)]
    assert shown["measures"][0] == {"label": "serving", "grams": 40}
    assert food_ids("paratha", 1) == [dish.pk]


def test_tags_of_an_ingredient_reach_the_dish_and_those_who_guard_menus(
    browser_of_owner: Browser, owner: User
) -> None:
    atta = create(browser_of_owner, {**ATTA, "unsuitable_for": ["keto"]})
    assert (atta.unsuitable_for, atta.tags_checked_by) == (["keto"], owner)
    dish = create(browser_of_owner, recipe_of("Roti", line(atta, 100)), "create-recipe")
    assert (dish.unsuitable_for, dish.tags_checked_at) == (["keto"], atta.tags_checked_at)
    told: dict[str, Any] = {}

    def hear(*, after: dict[str, Any], **_sent: Any) -> None:
        told.update(after)

    tags_changed.connect(hear)
    try:
        changed = {**ATTA, "allergens": ["gluten", "soy"], "unsuitable_for": [], "tags_checked": ""}
        assert save(browser_of_owner, f"/foods/{atta.pk}/edit/", changed, version=1).status_code == 302
    finally:
        tags_changed.disconnect(hear)
    assert {key: facts["allergens"] for key, facts in told.items()} == {
        str(atta.pk): ["gluten", "soy"], str(dish.pk): ["gluten", "soy"],
    }  # fmt: skip
    dish.refresh_from_db()
    facts = facts_of(vars(dish))
    assert (facts["allergens"], facts["checked"]) == (["gluten", "soy"], False)
    assert dish.unsuitable_for == []


def test_a_dish_is_not_checked_once_an_ingredient_is_gone(browser_of_owner: Browser) -> None:
    atta, salt = create(browser_of_owner, ATTA), a_food("Salt", tags_checked_at=timezone.now())
    dish = create(browser_of_owner, recipe_of("Roti", line(atta, 100), line(salt, 1, 2)), "create-recipe")
    assert dish.tags_checked_at is not None
    refreshed = Recipe.objects.get(pk=dish.pk)
    Ingredient.objects.filter(food=salt).delete()
    salt.delete()
    refresh(refreshed)
    after = Food.objects.get(pk=dish.pk)
    assert (after.allergens, after.tags_checked_at) == (["gluten"], None)
    page = browser_of_owner.get(f"/foods/{dish.pk}/").content.decode()
    assert "Not checked: nobody has confirmed what is in Salt." in page


def test_unknown_in_an_ingredient_is_at_least_on_the_page_and_unchecked_is_said(
    browser_of_owner: Browser,
) -> None:
    atta, salad = create(browser_of_owner, {**ATTA, "iron_mg": "4"}), a_food("Salad", nutrients={"kcal": 20})
    dish = create(browser_of_owner, recipe_of("Mix", line(atta, 50), line(salad, 50, 2)), "create-recipe")

    assert "iron_mg" not in dish.nutrients
    page = browser_of_owner.get(f"/foods/{dish.pk}/").content.decode()
    assert "at least 2.0" in page
    assert "Not checked: nobody has confirmed what is in Salad." in page


def test_a_change_of_an_ingredient_reaches_every_recipe_above_it(browser_of_owner: Browser) -> None:
    atta = create(browser_of_owner, ATTA)
    roti = create(browser_of_owner, recipe_of("Roti", line(atta, 100), cooked_g="100"), "create-recipe")
    thali = create(browser_of_owner, recipe_of("Thali", line(roti, 50), cooked_g="50"), "create-recipe")
    save(browser_of_owner, f"/foods/{atta.pk}/edit/", {**ATTA, "kcal": "300", "allergens": []}, version=1)

    for dish in (roti, thali):
        dish.refresh_from_db()
        assert (dish.nutrients["kcal"], dish.allergens) == (300, [])


def test_an_import_reaches_recipes_too(browser_of_owner: Browser, tmp_path: Any) -> None:
    import_foods(tables(tmp_path))
    dal = Food.objects.get(source_id="lab:1")
    dish = create(browser_of_owner, recipe_of("Plate", line(dal, 100)), "create-recipe")
    import_foods(tables(tmp_path, ['lab:1,lab,Dal,"lentils, boiled",pappu,Pulses,cooked,,150,8.6,309,']))

    dish.refresh_from_db()
    assert dish.nutrients["kcal"] == 150


def test_a_recipe_that_contains_itself_is_refused_with_the_way(browser_of_owner: Browser) -> None:
    atta = create(browser_of_owner, ATTA)
    dishes: list[Food] = []
    for name in ("Dough", "Roti", "Thali"):
        inside = dishes[-1] if dishes else atta
        dishes.append(create(browser_of_owner, recipe_of(name, line(inside, 50)), "create-recipe"))
    dough, _roti, thali = dishes

    for bad, way in ((thali, "Dough → Thali → Roti → Dough"), (dough, "Dough → Dough")):
        data = recipe_of("Dough", line(atta, 50), line(bad, 10, 2))
        answer = save(browser_of_owner, f"/foods/{dough.pk}/recipe/", data, version=1)
        assert f"“Dough” would contain itself: {way}." in errors(answer)
    assert Recipe.objects.get(pk=dough.pk).version == 1


def test_nesting_is_bounded_from_below_and_from_above(browser_of_owner: Browser) -> None:
    inside = create(browser_of_owner, ATTA)
    dishes: list[Food] = []
    for number in range(MOST_LEVELS):
        inside = create(browser_of_owner, recipe_of(f"Level {number}", line(inside, 50)), "create-recipe")
        dishes.append(inside)
    one_more = save(
        browser_of_owner, f"/foods/create-recipe/?key={uuid4()}", recipe_of("Top", line(inside, 50))
    )
    assert "at most 5 deep" in errors(one_more)

    other = create(browser_of_owner, recipe_of("Other", line(a_food("Salt"), 5)), "create-recipe")
    below = recipe_of("Level 0", line(other, 5))
    answer = save(browser_of_owner, f"/foods/{dishes[0].pk}/recipe/", below, version=1)
    assert "at most 5 deep" in errors(answer)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"food_id": None}, "Ingredient 2, “Ghee”: choose a food"),
        ({"food_id": str(UUID(int=5))}, "Ingredient 2, “Ghee”: choose a food"),
        ({"food_id": {"$ne": 1}}, "Ingredient 2, “Ghee”: choose a food"),
        ({"grams": None}, "Ingredient 2, “Ghee”: how much of it?"),
        ({"grams": -5}, "Ingredient 2, “Ghee”: how much of it?"),
        ({"grams": 1e9}, "Ingredient 2, “Ghee”: how much of it?"),
        ({"id": 5}, "not readable"),
    ],
)
def test_a_bad_ingredient_is_named(browser_of_owner: Browser, change: dict[str, Any], said: str) -> None:
    ghee = a_food("Ghee")
    data = recipe_of("Dish", line(ghee, 5), line(ghee, 5, 2, change))

    assert said in errors(save(browser_of_owner, f"/foods/create-recipe/?key={uuid4()}", data))


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "[" * 5000, '{"items": 5}', '{"items": [1, null]}', "NaN"]
)
def test_what_is_no_list_of_ingredients_breaks_nothing(browser_of_owner: Browser, text: str) -> None:
    answer = save(
        browser_of_owner, f"/foods/create-recipe/?key={uuid4()}", {"name": "Dish", "ingredients": text}
    )

    assert answer.status_code in (302, 422)


def test_two_weights_at_once_are_refused(browser_of_owner: Browser) -> None:
    data = recipe_of("Dish", line(a_food("Ghee"), 5), cooked_g="10", yield_factor="2")

    assert "keep one of the two" in errors(
        save(browser_of_owner, f"/foods/create-recipe/?key={uuid4()}", data)
    )


# --- corrections


@pytest.fixture
def dal(tmp_path: Any) -> Food:
    import_foods(tables(tmp_path))
    return Food.objects.get(source_id="lab:1")


def correct(browser: Browser, food: Food, version: int = 0, **figures: str) -> None:
    answer = save(browser, f"/foods/{food.pk}/correct/", {"reason": "Own kitchen", **figures}, version)
    assert answer.status_code == 302, answer.context["form"].errors
    food.refresh_from_db()


def test_a_correction_wins_is_shown_and_survives_an_import(
    browser_of_owner: Browser, dal: Food, tmp_path: Any
) -> None:
    correct(browser_of_owner, dal, kcal="120", iron_mg="3", sodium_mg="?")

    assert dal.nutrients == {"kcal": 120, "protein_g": 8.6, "iron_mg": 3}
    assert dal.source_nutrients == {"kcal": 145, "protein_g": 8.6, "sodium_mg": 309}
    assert search_foods("dal", 1)[0]["corrected"] is True
    for page in ("/foods/?q=dal", "/foods/?kind=corrected", f"/foods/{dal.pk}/"):
        assert "corrected" in browser_of_owner.get(page).content.decode()
    detail = browser_of_owner.get(f"/foods/{dal.pk}/").content.decode()
    assert "source: 145 kcal" in detail
    assert "Own kitchen" in detail
    newer = 'lab:1,lab,Dal,"lentils, boiled",pappu,Pulses,cooked,,150,9,300,7'
    assert import_foods(tables(tmp_path, [newer])).foods.updated == 1
    assert import_foods(tables(tmp_path, [newer])).foods.unchanged == 1
    dal.refresh_from_db()
    assert dal.nutrients == {"kcal": 120, "protein_g": 9, "iron_mg": 3, "vit_a_ug": 7}
    assert dal.source_nutrients == {"kcal": 150, "protein_g": 9, "sodium_mg": 300, "vit_a_ug": 7}


def test_a_correction_is_taken_back(browser_of_owner: Browser, owner: User, dal: Food) -> None:
    correct(browser_of_owner, dal, kcal="120")
    assert browser_of_owner.post(f"/foods/{dal.pk}/take-back/").status_code == 302

    dal.refresh_from_db()
    assert (dal.nutrients["kcal"], dal.is_corrected) == (145, False)
    saved = Revision.objects.filter(kind="food-correction", key=dal.pk).order_by("version")
    assert [one.data["kcal"] for one in saved] == ["120", ""]
    assert not Draft.objects.exists()
    correct(browser_of_owner, dal, version=2, kcal="130")
    assert dal.nutrients["kcal"] == 130
    assert Correction.objects.get(pk=dal.pk).version == 3


def test_the_form_of_a_correction_shows_both_figures(browser_of_owner: Browser, dal: Food) -> None:
    correct(browser_of_owner, dal, kcal="120", sodium_mg="?")
    page = browser_of_owner.get(f"/foods/{dal.pk}/correct/")

    form = page.context["form"]
    assert [form[key].value() for key in ("kcal", "sodium_mg", "protein_g")] == ["120", "?", ""]
    assert "source: 145 kcal" in page.content.decode()


def test_an_own_food_is_edited_not_corrected(browser_of_owner: Browser) -> None:
    food = create(browser_of_owner, ATTA)

    assert browser_of_owner.get(f"/foods/{food.pk}/correct/").status_code == 404


# --- the list


def test_the_list_takes_the_same_few_queries_however_long_it_is(
    browser_of_owner: Browser, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        a_food(f"Dal {number}")
    browser_of_owner.get("/foods/")

    for query in ("", "?q=dal", "?q=dal&page=2", "?kind=favourites", "?kind=practice&state=raw", "?page=99"):
        with django_assert_max_num_queries(10):
            assert browser_of_owner.get(f"/foods/{query}").status_code == 200


def test_the_list_is_narrowed(browser_of_owner: Browser) -> None:
    create(browser_of_owner, ATTA)
    a_food("Rice", source="fndds")
    shown = {
        query: [row.food.name for row in browser_of_owner.get(f"/foods/?{query}").context["rows"]]
        for query in ("", "kind=practice", "kind=fndds", "kind=recipe", "state=dry", "q=ata", "kind=wood")
    }

    both = ["Multigrain atta", "Rice"]
    assert shown[""] == shown["kind=wood"] == both
    assert shown["kind=practice"] == shown["state=dry"] == ["Multigrain atta"]
    assert shown["kind=fndds"] == ["Rice"]
    assert shown["kind=recipe"] == shown["q=ata"] == []
