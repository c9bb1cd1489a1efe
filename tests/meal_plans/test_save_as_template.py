"""A plan saved back as a template."""

from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.diet_templates.models import DietTemplate
from apps.drafts.models import Revision
from apps.foods.models import Food
from apps.meal_plans.models import MealPlan, MealPlanTemplate
from apps.meal_plans.nameless import nameless
from apps.notifications.models import Kind, Notification
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan, lunch_of
from tests.menus.build import day, item, meal, menu, option

MODELS = {"diet-template": DietTemplate, "meal-plan-template": MealPlanTemplate}


def url(plan: MealPlan) -> str:
    return f"/meal-plans/{plan.pk}/save-as-template/"


def save(user: User, plan: MealPlan, kind: str = "meal-plan-template", **fields: Any) -> Any:
    return signed_in(user).post(url(plan), {"kind": kind, "name": "A week", "key": uuid4(), **fields})


@pytest.mark.parametrize("kind", MODELS)
def test_it_makes_a_private_template_of_this_person(
    colleague: User, make_plan: MakePlan, dal: Food, kind: str
) -> None:
    plan = make_plan(menu=lunch_of(dal), kcal_min=1400, nutrient_ranges={"iron_mg": {"min": 17}})
    key = uuid4()
    answer = save(colleague, plan, kind, key=key)
    template = MODELS[kind].objects.get(pk=key)
    assert answer.headers["Location"] == template.get_absolute_url()
    assert (template.name, template.owner, template.is_shared) == ("A week", colleague, False)
    assert (template.kcal_min, template.nutrient_ranges) == (1400, {"iron_mg": {"min": 17}})
    assert (template.length_days, template.version) == (1, 1)
    (lunch,) = template.menu["days"][0]["meals"]
    assert lunch["options"][0]["items"][0]["food_id"] == str(dal.pk)
    assert template.menu["days"][0]["id"] != plan.menu["days"][0]["id"]
    assert Revision.objects.filter(kind=kind, key=key, version=1, by=colleague).exists()


def test_nothing_of_the_client_goes_along(owner: User, make_plan: MakePlan, dal: Food) -> None:
    lines = option(item("Asha's shake"), item("Dal", food_id=str(dal.pk), note="Boil it long"))
    meals = meal("lunch", lines, note="Asha Rao eats this at work")
    fields: dict[str, Any] = {
        "description": "Asha is pregnant",
        "overrides": {"x": {"reason": "Asha likes it"}},
    }
    plan = make_plan(menu=menu({**day("For ASHA", meals), "note": "Market day"}), **fields)
    page = signed_in(owner).get(url(plan)).content.decode()
    assert "3 texts in the menu name the client" in page
    save(owner, plan)
    template = MealPlanTemplate.objects.get()
    kept = str(
        {column.attname: getattr(template, column.attname) for column in template._meta.concrete_fields}
    )
    assert "asha" not in kept.casefold()
    assert "2026-03-02" not in kept
    (only,) = template.menu["days"]
    assert (only["label"], only["note"], only["meals"][0]["note"]) == ("", "Market day", "")
    shake, food = only["meals"][0]["options"][0]["items"]
    assert (shake["name"], food["note"]) == ("…'s shake", "Boil it long")


def test_words_that_only_contain_the_name_stay() -> None:
    held = menu(day("Ashapuri", meal("lunch", option(item("Raosaheb mix")), note="Al dente")))
    assert nameless(held, "Asha Rao Al").texts == []
    assert nameless(held, "Asha Rao Al").menu == held
    assert nameless(held, "Al dente").texts == ["Al dente"]


def test_the_name_is_suggested_unless_it_names_the_client(owner: User, make_plan: MakePlan) -> None:
    for name, suggested in (("Monsoon week", "Monsoon week"), ("Asha, first week", "")):
        form = signed_in(owner).get(url(make_plan(name=name))).context["form"]
        assert form["name"].value() == suggested


def test_shared_it_is_told_like_any_shared_template(owner: User, colleague: User, plan: MealPlan) -> None:
    save(owner, plan, is_shared="on")
    assert MealPlanTemplate.objects.get().is_shared
    assert Notification.objects.filter(recipient=colleague, kind=Kind.TEMPLATE_SHARED).count() == 1


def test_sent_twice_it_makes_one_and_tells_once(owner: User, colleague: User, plan: MealPlan) -> None:
    key = uuid4()
    for _ in range(2):
        assert save(owner, plan, key=key, is_shared="on").status_code == 302
    assert MealPlanTemplate.objects.count() == 1
    assert Notification.objects.filter(recipient=colleague).count() == 1


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "For Asha Rao"}, {"kind": "client"}, {"key": "x"}])
def test_what_cannot_be_is_refused(owner: User, plan: MealPlan, fields: dict[str, str]) -> None:
    assert save(owner, plan, **fields).status_code == 422
    assert not MealPlanTemplate.objects.exists()


def test_not_for_counsellors_nor_for_somebody_elses_client(
    owner: User, counsellor: User, stranger: User, plan: MealPlan
) -> None:
    for user in (counsellor, stranger):
        assert signed_in(user).get(url(plan)).status_code == 404
        assert save(user, plan).status_code == 404
    assert "Save as template" in signed_in(owner).get(plan.get_absolute_url()).content.decode()
    assert "Save as template" not in signed_in(counsellor).get(plan.get_absolute_url()).content.decode()
