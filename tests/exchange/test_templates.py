"""Templates in Django admin: a file for another practice, and what becomes of it there."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.drafts.models import Revision
from apps.foods.models import Food
from apps.menus.new import new_menu
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section, section
from tests.exchange.uploads import agree, send, url_of, waiting
from tests.foods.builders import a_food

__all__ = ["section"]


@pytest.fixture
def browser(admin_user: User) -> Browser:
    return signed_in(admin_user)


def a_menu(*foods: Food) -> dict[str, Any]:
    """A day whose first meal has those foods."""
    menu = new_menu(uuid4(), days=1)
    menu["days"][0]["meals"][0]["options"][0]["items"] = [
        {
            "id": f"i{number}", "position": f"i{number}", "food_id": str(food.pk), "name": food.name,
            "quantity": 1, "measure": "katori", "grams": 150, "nutrients": None, "note": "thin",
        }
        for number, food in enumerate(foods, start=1)
    ]  # fmt: skip
    return menu


def a_template(section: Section, owner: User, *foods: Food, **fields: Any) -> TemplateRecord:
    values = {"restrictions": ["keto"], "tags": "monsoon", "kcal_min": 1200, "is_shared": True}
    values |= {"nutrient_ranges": {"fibre_g": {"min": 25}}, "name": "50 % “dal”", "length_days": 1}
    return section.make(owner, **{**values, "menu": a_menu(*foods), **fields})


def exported(browser: Browser, section: Section, *templates: TemplateRecord) -> bytes:
    meta = section.model._meta
    form = {"action": "export_selected", "_selected_action": [str(one.pk) for one in templates]}
    return browser.post(f"/admin/{meta.app_label}/{meta.model_name}/", form).content


def columns(record: TemplateRecord) -> dict[str, Any]:
    unlike = {"owner_id", "created_by_id", "updated_by_id", "created_at", "updated_at"}
    names = [column.attname for column in record._meta.concrete_fields]
    return {name: getattr(record, name) for name in names if name not in unlike}


def sent(browser: Browser, section: Section, content: bytes | str, name: str = "t.json") -> Any:
    return send(browser, content.encode() if isinstance(content, str) else content, name, section.kind.name)


def edited(content: bytes, **form: Any) -> str:
    """The file with other values in the form of its first template."""
    data = json.loads(content)
    data["templates"][0]["form"] |= form
    return json.dumps(data)


def items_of(record: TemplateRecord) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = record.menu["days"][0]["meals"][0]["options"][0]["items"]
    return items


def test_a_template_comes_in_as_it_went_out(
    browser: Browser, section: Section, owner: User, admin_user: User
) -> None:
    template = a_template(section, owner, a_food("Dal", source_id="lab:1", source="lab"))
    before, content = columns(template), exported(browser, section, template)
    template.delete()
    Revision.objects.all().delete()

    shown = sent(browser, section, content)
    assert not section.model.objects.exists()
    assert [one.status for one in shown.context["found_templates"]] == ["new"]
    done = agree(browser, shown)
    assert "1 template is new." in done.content.decode()
    record = section.model.objects.get()
    assert columns(record) == before
    assert record.owner == admin_user
    revision = Revision.objects.get()
    assert (revision.key, revision.version, revision.by) == (record.pk, 1, admin_user)
    assert (LogEntry.objects.get().object_repr, waiting()) == ("t.json", 0)


def test_what_is_here_is_left_out_or_comes_as_a_copy(browser: Browser, section: Section, owner: User) -> None:
    template = a_template(section, owner, a_food("Dal", source_id="lab:1", source="lab"))
    content = exported(browser, section, template)

    shown = sent(browser, section, content)
    assert [one.status for one in shown.context["found_templates"]] == ["here"]
    assert "Import these" not in shown.content.decode()
    as_copy = browser.get(f"{url_of(shown)}?option=copy")
    assert [one.status for one in as_copy.context["found_templates"]] == ["copied"]
    assert agree(browser, as_copy, option="skip").status_code == 409
    agree(browser, as_copy)
    agree(browser, as_copy)
    copy = section.model.objects.exclude(pk=template.pk).get()
    assert copy.name == "50 % “dal” (copy)"
    assert copy.menu["days"][0]["id"] != template.menu["days"][0]["id"]


def test_one_of_the_same_name_counts_as_here(browser: Browser, section: Section, owner: User) -> None:
    template = a_template(section, owner)
    content = exported(browser, section, template)
    template.delete()
    a_template(section, owner)

    shown = sent(browser, section, content)
    assert [one.status for one in shown.context["found_templates"]] == ["here"]


def test_foods_are_found_by_their_source_or_by_their_own_name(
    browser: Browser, section: Section, owner: User
) -> None:
    foods = [
        a_food("Dal", source_id="lab:1", source="lab"),
        a_food("Our chutney", state="raw"),
        a_food("Our jam"),
        a_food("Rice", source_id="lab:2", source="lab"),
    ]
    content = exported(browser, section, a_template(section, owner, *foods))
    section.model.objects.all().delete()
    Food.objects.all().delete()
    dal = a_food("Lentils", source_id="lab:1", source="lab")
    chutney = a_food("Our chutney", state="raw")
    for _number in range(2):
        a_food("Our jam")
    a_food("Rice", source_id="lab:3", source="lab")

    shown = sent(browser, section, content)
    page = shown.content.decode()
    assert "The foods of 2 lines are not in the table here" in page
    assert "Template 1 “50 % “dal””, Day 1, Early morning, option 1, item 3 &#x27;Our jam&#x27;" in page
    agree(browser, shown)
    items = items_of(section.model.objects.get())
    assert [item["food_id"] for item in items] == [str(dal.pk), str(chutney.pk), None, None]
    assert [(item["name"], item["grams"], item["nutrients"]) for item in items[2:]] == [
        ("Our jam", 150, None),
        ("Rice", 150, None),
    ]


def test_a_template_with_a_mistake_is_left_out_and_its_place_is_named(
    browser: Browser, section: Section, owner: User
) -> None:
    good, bad = a_template(section, owner, a_food("Dal")), a_template(section, owner, name="Another")
    data = json.loads(exported(browser, section, good, bad))
    section.model.objects.all().delete()
    broken = next(one["form"] for one in data["templates"] if one["form"]["name"].startswith("50"))
    item = broken["menu"]["days"][0]["meals"][0]["options"][0]["items"][0]
    item["quantity"] = -1
    broken["kcal_min"] = "many"
    data["templates"] += [
        data["templates"][0],
        {"id": "x", "form": {}},
        {"id": str(uuid4()), "form": {"x": 1}},
        7,
    ]

    shown = sent(browser, section, json.dumps(data))
    said = [f"{problem.place}: {problem.reason}" for problem in shown.context["found"].problems]
    assert len(said) == 6
    assert any("energy from (kcal)" in one.lower() and "whole number" in one for one in said)
    assert any("item 1 'Dal': quantity must not be negative" in one for one in said)
    assert said[2:] == [
        f"Template 3 “{data['templates'][0]['form']['name']}”: has the identifier of template 1.",
        "Template 4: its identifier is missing or is none.",
        "Template 5: there is no field x",
        "Template 6: is not in the form of a template.",
    ]
    agree(browser, shown)
    assert [record.name for record in section.model.objects.all()] == ["Another"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not in UTF-8"),
        (b"{", "no JSON"),
        (b'{"a": NaN}', "no JSON"),
        (b'"\\ud800"', "half of a character"),
        (b"[" * 100 + b"]" * 100, "nested too deeply"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no file of templates"),
        (b'{"format": "dtps-templates", "version": 2}', "another version"),
        (b'{"format": "dtps-templates", "version": 1, "kind": "client"}', "of the other kind"),
    ],
)
def test_files_of_no_use_say_why(browser: Browser, section: Section, content: bytes, said: str) -> None:
    shown = sent(browser, section, content)

    assert shown.status_code == 200
    assert said in shown.content.decode()
    assert agree(browser, shown).status_code == 409


@pytest.mark.parametrize(
    "form",
    [{"menu": 7}, {"menu": {"days": {"x": []}}}, {"menu": None}, {"restrictions": ["x"]}, {"name": [[]]}],
)
def test_forms_that_nobody_filled_in_break_nothing(
    browser: Browser, section: Section, owner: User, form: dict[str, Any]
) -> None:
    template = a_template(section, owner)
    content = edited(exported(browser, section, template), **form)
    template.delete()

    assert sent(browser, section, content).status_code == 200


def test_more_than_a_file_holds_is_said(
    browser: Browser, section: Section, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = a_template(section, owner)
    monkeypatch.setattr("apps.diet_templates.exporting.MOST_BYTES", 100)
    meta = section.model._meta
    form = {"action": "export_selected", "_selected_action": [str(template.pk)]}

    answer = browser.post(f"/admin/{meta.app_label}/{meta.model_name}/", form, follow=True)
    assert "too much for one file" in answer.content.decode()


def test_a_change_in_between_is_shown_anew(browser: Browser, section: Section, owner: User) -> None:
    template = a_template(section, owner)
    content = exported(browser, section, template)
    template.delete()
    shown = sent(browser, section, content)
    a_template(section, owner)

    assert agree(browser, shown).status_code == 409
    assert section.model.objects.count() == 1
