"""The editor's HTML: light, labelled, without anything inline, and safe whatever a draft holds."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.forms import Form
from django.template.loader import get_template, render_to_string
from django.utils import translation

from apps.accounts.models import User
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.kinds import get_kind
from apps.foods.models import Food, Measure
from apps.menus.display import weeks
from apps.menus.fields import MenuField
from apps.menus.slots import Slot
from apps.menus.templatetags.menus import menu_line
from apps.menus.widgets import MODULES
from tests.conftest import signed_in
from tests.menus.build import day, item, meal, menu, option, week_with

SLOTS = [slot.value for slot in Slot if slot is not Slot.CUSTOM]
CONTROLS = {"button", "input", "select", "textarea"}
VOID = {"input", "link", "meta", "img", "use", "br", "hr"}
NASTY = '"><script>alert(1)</script>'


class Elements(HTMLParser):
    """The elements of a page outside of templates, each with its attributes and the text inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        if not any(parent["tag"] == "template" for parent in self.open):
            self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self.open.pop()["tag"] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data


class MenuForm(Form):
    menu = MenuField()


def rendered(document: Any) -> str:
    """The widget as a form shows it that was filled with `document`."""
    return str(MenuForm(initial={"menu": document})["menu"])


@pytest.fixture
def dal(db: None) -> Food:
    """A food with a household measure."""
    food = Food.objects.create(name="Dal", nutrients={"kcal": 120, "protein_g": 6.5})
    Measure.objects.create(food=food, seq=1, label="1 katori", grams=150)
    return food


def full_week(food: Food) -> dict[str, Any]:
    """Seven days of all eight meals with four lines each."""
    line = {"food_id": str(food.pk), "quantity": 1, "measure": "katori", "grams": 150}
    lines = [item(f"Dal {number}", **line) for number in range(4)]
    return menu(*(day("", *(meal(slot, option(*lines)) for slot in SLOTS)) for _ in range(7)))


def test_a_full_week_is_light(dal: Food, owner: User, django_assert_max_num_queries: Any) -> None:
    document = full_week(dal)
    record = DietTemplate(pk=uuid4(), name="Full", owner=owner, menu=document, length_days=7)
    template = insert_record(get_kind("diet-template"), record, owner)
    browser = signed_in(owner)
    address = f"/diet-templates/{template.pk}/edit/"
    browser.get(address)
    with django_assert_max_num_queries(6):
        page = browser.get(address).content.decode()
    assert len(Elements(page).found) <= 6000
    assert page.count('<li class="menu-item') == 7 * 8 * 4 + 1  # and one to copy


def test_a_long_plan_shows_its_first_week(dal: Food) -> None:
    days = [day(f"Number {number}", meal("lunch", option(item("Dal")))) for number in range(30)]
    elements = Elements(rendered(menu(*days))).found
    shown = [
        element
        for element in elements
        if element.get("class", "").startswith("menu-day") and "data-node" in element
    ]
    assert [element["aria-label"] for element in shown] == [f"Number {number}" for number in range(7)]


def test_every_control_has_a_name(dal: Food) -> None:
    html = rendered(week_with(item("Dal", food_id=str(dal.pk))))
    elements = Elements(html).found
    labelled = {element["for"] for element in elements if element["tag"] == "label" and "for" in element}
    wrapped = re.findall(r"<label>[^<]+<(?:input|select)[^>]*data-nutrient=\"(\w+)\"", html)
    nameless = [
        element
        for element in elements
        if element["tag"] in CONTROLS
        and not (element.get("aria-label") or element["text"].strip() or element.get("id") in labelled)
        and element.get("data-nutrient") not in wrapped
        and element.get("data-copy") != "confirm"  # named by its script when the dialog opens
    ]
    assert nameless == []


def test_controls_are_named_after_day_meal_and_food(dal: Food) -> None:
    labels = {element.get("aria-label") for element in Elements(rendered(week_with(item("Dal")))).found}
    assert {
        "Food, Lunch, Tuesday",
        "Quantity of Dal, Lunch, Tuesday",
        "Measure of Dal, Lunch, Tuesday",
        "More for Dal, Lunch, Tuesday",
        "Add food to Lunch, Tuesday",
        "Add Lunch to Monday",
        "Add meal to Tuesday",
    } <= labels


def test_nothing_is_inline(dal: Food) -> None:
    for element in Elements(rendered(week_with(item("Dal")))).found:
        assert "style" not in element
        assert not [name for name in element if name.startswith("on")]
        assert element["tag"] != "script" or element["type"] == "application/json"


def test_what_people_wrote_is_escaped(dal: Food) -> None:
    line = item(NASTY, quantity=NASTY, measure=NASTY, note=NASTY)
    document = menu(day(NASTY, meal("lunch", option(line, item(NASTY)), name=NASTY, note=NASTY)))
    document["days"][0]["note"] = NASTY
    form = MenuForm(data={"menu": json.dumps(document)})
    assert not form.is_valid()
    assert "<script>alert" not in str(form["menu"])


@pytest.mark.parametrize(
    "draft",
    [
        None,
        "",
        "menu",
        5,
        [],
        {},
        {"days": "x"},
        {"days": [None, 7, {"id": 3}]},
        {"schema": 1, "days": [{"id": "a", "position": "0"}]},
    ],
)
def test_a_draft_may_hold_anything(db: None, draft: Any) -> None:
    assert 'data-days="0"' in rendered(draft)


def test_broken_parts_of_a_draft_do_not_hide_the_rest(dal: Food) -> None:
    document = week_with(item(None, quantity="1/", measure=7, grams="x", nutrients=[], note={}))
    document["days"][1]["meals"][0].update(slot=9, time=[], name=5, options="none")
    html = rendered(document)
    assert 'value="1/"' in html
    assert "Roti" in html


def test_a_refused_save_is_told_at_its_place_and_loses_nothing(dal: Food) -> None:
    form = MenuForm(data={"menu": json.dumps(week_with(item("Dal", quantity=-1)))})
    assert not form.is_valid()
    html = str(form["menu"])
    path = "days/d2/meals/m2/options/o1/items/i3/quantity"
    assert f'data-path="{path}"' in html
    assert "Day 2 (Tuesday), Lunch" in html
    sent = re.search(r'<script id="menu-data" type="application/json">(.*?)</script>', html)
    assert sent
    assert json.loads(sent[1])["days"][1]["meals"][1]["options"][0]["items"][2]["quantity"] == -1


def test_a_page_of_a_draft_does_not_carry_the_menu_twice(dal: Food) -> None:
    assert 'id="menu-data"' not in rendered(week_with(item("Dal")))


@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_line_is_what_its_template_gives(language: str, db: None) -> None:
    document = menu(
        day("", meal("lunch", option(item("A & B", quantity=1.5, measure="katori", note="<hot>"), item(""))))
    )
    with translation.override(language):
        shown = next(weeks(document, {})).days[0].meals[0].options[0].items
        for line in shown:
            assert menu_line(line) == render_to_string("menus/item.html", {"item": line})


def test_a_template_for_lines_holds_no_conditions() -> None:
    """A stencil is rendered once for all lines: what depends on the line has to be an attribute."""
    found: Any = get_template("menus/item.html")
    source = Path(found.origin.name).read_text(encoding="utf-8")
    assert not re.search(r"{%\s*(if|for|with|include)\b|\|", source)


def test_the_modules_named_early_are_all_that_the_editor_imports() -> None:
    folder = Path(settings.BASE_DIR) / "static/js"
    needed: set[str] = set()

    def follow(name: str) -> None:
        for target in re.findall(
            r'from "\./([\w-]+)\.js"', (folder / f"{name}.js").read_text(encoding="utf-8")
        ):
            if target not in needed:
                needed.add(target)
                follow(target)

    follow("menu-editor")
    assert sorted(needed) == list(MODULES)
