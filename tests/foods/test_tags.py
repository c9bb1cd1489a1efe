"""Tags of foods: confirmed by a person, never by an import, and what the starter table says."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.foods.diet import Allergen, Restriction
from apps.foods.importing.loading import import_foods
from apps.foods.models import Food
from apps.foods.services import STARTER_FOLDER, load_starter_foods
from apps.foods.starter_tags import starter_tags, tag_starter_foods
from apps.foods.tags import facts_for, facts_of, joint_tags, set_tags, tags_changed, tell_changes
from tests.conftest import signed_in
from tests.foods.builders import a_food

MADE_WITH = {
    "roti": ({"gluten"}, set()),
    "paneer": ({"milk"}, {"lactose_free", "dairy_free", "vegan"}),
    "palak-paneer": ({"milk"}, {"jain", "dairy_free", "vegan"}),
    "egg-curry": ({"egg"}, {"vegetarian", "vegan", "jain", "sattvic"}),
    "prawn-curry": ({"crustacean"}, {"eggitarian", "kosher", "vegetarian"}),
    "chikki-peanut": ({"peanut"}, {"nut_free"}),
    "ghee": ({"milk"}, {"dairy_free", "vegan"}),
}


def test_the_starter_table_knows_its_foods() -> None:
    tags = starter_tags(STARTER_FOLDER)
    for name, (allergens, unsuitable) in MADE_WITH.items():
        facts = facts_of(tags[f"starter:{name}"])
        assert allergens <= set(facts["allergens"]), name
        assert unsuitable <= set(facts["unsuitable"]), name
    assert facts_of(tags["starter:rice-cooked"]) == {"allergens": [], "unsuitable": [], "checked": True}
    assert "lactose_free" not in facts_of(tags["starter:ghee"])["unsuitable"]
    assert not facts_of(tags["starter:sausage"])["checked"]


def test_the_starter_table_is_tagged_whole_with_known_codes() -> None:
    with (STARTER_FOLDER / "foods.csv").open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    tags = starter_tags(STARTER_FOLDER)
    assert set(tags) == ids
    for row in tags.values():
        assert set(row["allergens"]) <= set(Allergen.values)
        assert set(row["unsuitable_for"]) <= set(Restriction.values)


@pytest.mark.django_db
def test_loading_the_table_again_leaves_what_a_person_confirmed(owner: User) -> None:
    load_starter_foods()
    assert tag_starter_foods(STARTER_FOLDER) == 0
    rice = Food.objects.get(source_id="starter:rice-cooked")
    assert (rice.tags_checked_by, rice.tags_checked_at is None) == (None, False)
    set_tags(rice, allergens=["soy"], unsuitable_for=["keto"], checked=True, by=owner)
    rice.save()
    ghee = Food.objects.get(source_id="starter:ghee")
    Food.objects.filter(pk=ghee.pk).update(allergens=[])
    assert tag_starter_foods(STARTER_FOLDER) == 1
    rice.refresh_from_db()
    ghee.refresh_from_db()
    assert (rice.allergens, rice.unsuitable_for, ghee.allergens) == (["soy"], ["keto"], ["milk"])


@pytest.mark.django_db
def test_an_import_fills_no_tags(tmp_path: Path) -> None:
    (tmp_path / "foods.csv").write_text(
        "id,source,name,allergens,unsuitable_for\nx:1,x,Milk shake,milk,vegan\n", encoding="utf-8"
    )
    (tmp_path / "measures.csv").write_text("food_id,seq,measure,grams\n", encoding="utf-8")
    import_foods(tmp_path)
    food = Food.objects.get()
    assert (food.allergens, food.unsuitable_for, food.tags_checked_at) == ([], [], None)
    assert facts_for([str(food.pk)]) == {str(food.pk): {"allergens": [], "unsuitable": [], "checked": False}}


@pytest.mark.django_db
def test_who_confirmed_it_stays_named_until_the_tags_change(owner: User, colleague: User) -> None:
    food = a_food("Paneer")
    set_tags(food, allergens=["milk"], unsuitable_for=[], checked=True, by=owner)
    first = food.tags_checked_at
    set_tags(food, allergens=["milk"], unsuitable_for=[], checked=True, by=colleague)
    assert (food.tags_checked_by, food.tags_checked_at) == (owner, first)
    set_tags(food, allergens=["milk", "soy"], unsuitable_for=[], checked=True, by=colleague)
    assert food.tags_checked_by == colleague
    set_tags(food, allergens=["milk", "soy"], unsuitable_for=[], checked=False, by=colleague)
    assert [food.tags_checked_by, food.tags_checked_at] == [None, None]


def test_a_dish_has_the_tags_of_all_it_is_made_of() -> None:
    now = timezone.now()
    milk = {"allergens": ["milk"], "unsuitable_for": None, "tags_checked_at": now}
    onion = {"allergens": [], "unsuitable_for": ["jain"], "tags_checked_at": now}
    sauce = {"allergens": ["soy"], "unsuitable_for": [], "tags_checked_at": None}
    assert joint_tags([milk, onion]) == {
        "allergens": ["milk"], "unsuitable_for": ["jain"], "tags_checked_at": now,
    }  # fmt: skip
    assert joint_tags([milk, sauce])["allergens"] == ["milk", "soy"]
    assert joint_tags([milk, sauce])["tags_checked_at"] is None
    assert joint_tags([])["tags_checked_at"] is None


@pytest.mark.django_db
def test_only_what_changed_is_told() -> None:
    told: list[dict[str, object]] = []

    def hear(**sent: object) -> None:
        told.append({"before": sent["before"], "after": sent["after"]})

    none = facts_of({"allergens": [], "unsuitable_for": [], "tags_checked_at": None})
    milk = facts_of({"allergens": ["milk"], "unsuitable_for": [], "tags_checked_at": None})
    tags_changed.connect(hear)
    try:
        tell_changes({"a": none, "b": milk}, {"a": milk, "b": milk})
        tell_changes({"a": milk}, {"a": milk})
    finally:
        tags_changed.disconnect(hear)
    assert told == [{"before": {"a": none}, "after": {"a": milk}}]


def test_many_foods_are_confirmed_as_they_stand(admin_user: User) -> None:
    foods = [a_food("Rice"), a_food("Dal")]
    data = {"action": "confirm_tags", "_selected_action": [str(food.pk) for food in foods]}
    answer = signed_in(admin_user).post("/admin/foods/food/", data, follow=True)
    assert b"2 foods confirmed" in answer.content
    assert {food.tags_checked_by for food in Food.objects.all()} == {admin_user}
