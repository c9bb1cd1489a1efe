"""A template to read."""

from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.foods.models import Food
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section
from tests.menus.build import day, item, meal, menu, option


def page(section: Section, user: User, template: TemplateRecord, query: str = "") -> str:
    answer = signed_in(user).get(section.url(pk=template.pk) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def make_with_food(section: Section, owner: User, **fields: Any) -> TemplateRecord:
    """Monday with 200 g of a food of 150 kcal per 100 g, or 100 g of it instead."""
    food = Food.objects.create(
        source_id="test:dal", source="test", name="Dal", nutrients={"kcal": 150, "protein_g": 8}
    )
    dal = item("Dal", food_id=str(food.pk), quantity=2, measure="katori", grams=200)
    less = item("Less dal", food_id=str(food.pk), grams=100)
    lunch = meal("lunch", option(dal), option(less), time="13:00")
    return section.make(owner, menu=menu(day("Monday", lunch), day("")), length_days=2, **fields)


def test_it_works(section: Section, owner: User, template: TemplateRecord) -> None:
    assert "A pattern" in page(section, owner, template)


def test_it_shows_days_meals_options_and_amounts(section: Section, owner: User) -> None:
    shown = page(section, owner, make_with_food(section, owner))
    for words in ("Monday", "13:00", "Lunch", "2 katori", "200 g", "Less dal", "300 kcal"):
        assert words in shown
    assert "\N{MINUS SIGN}150" in shown  # the alternative
    assert "Nothing to eat is written for this day yet." in shown


def test_totals_are_held_against_the_ranges(section: Section, owner: User) -> None:
    template = make_with_food(section, owner, kcal_min=350, kcal_max=450, protein_g_min=10, protein_g_max=20)
    shown = page(section, owner, template)
    assert "350 to 450" in shown
    assert "below" in shown
    assert "within" in shown
    assert "over 1 day with meals" in shown


def test_an_unknown_part_makes_a_total_at_least(section: Section, owner: User) -> None:
    template = make_with_food(section, owner)
    template.menu["days"][0]["meals"][0]["options"][0]["items"].append(
        {"id": "x", "position": "z", **item("Seasonal fruit")}
    )
    template.save(update_fields=["menu"])
    assert "≥ 300" in page(section, owner, template)


def test_what_people_typed_stays_text(section: Section, owner: User) -> None:
    evil = "<script>alert(1)</script>"
    content = menu(day(evil, meal("custom", option(item(evil, note=evil)), name=evil, note=evil)))
    template = section.make(owner, name=evil, description=evil, tags=evil, menu=content)
    assert "<script>alert" not in page(section, owner, template)


def test_long_menus_come_in_parts(section: Section, owner: User) -> None:
    content = menu(*(day(f"Number {number}") for number in range(1, 31)))
    template = section.make(owner, menu=content, length_days=30)
    first, second = page(section, owner, template), page(section, owner, template, "?page=2")
    assert "Number 28" in first
    assert "Number 29" not in first
    assert "Number 29" in second


def test_the_owner_is_offered_to_edit_and_others_to_copy(
    section: Section, owner: User, stranger: User, counsellor: User, shared: TemplateRecord
) -> None:
    assert section.url("edit/", shared.pk) in page(section, owner, shared)
    theirs = page(section, stranger, shared)
    assert section.url("edit/", shared.pk) not in theirs
    assert section.url("copy/", shared.pk) in theirs
    assert section.url("copy/", shared.pk) not in page(section, counsellor, shared)


def test_a_private_one_is_not_there_for_others(
    section: Section, stranger: User, template: TemplateRecord
) -> None:
    assert signed_in(stranger).get(section.url(pk=template.pk)).status_code == 404
    assert signed_in(stranger).get(section.url(pk=uuid4())).status_code == 404


def test_one_query_for_the_figures_of_all_foods(
    section: Section, owner: User, django_assert_max_num_queries: Any
) -> None:
    template = make_with_food(section, owner)
    browser = signed_in(owner)
    browser.get("/")
    with django_assert_max_num_queries(8):  # user, template, owner, may edit, copies, foods, unread, teams
        browser.get(section.url(pk=template.pk))
