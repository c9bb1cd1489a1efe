"""Creating and changing templates."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from apps.accounts.models import User
from apps.diet_templates.header import TemplateRecord
from apps.drafts.models import Revision
from apps.menus.new import new_menu
from tests.conftest import signed_in
from tests.diet_templates.conftest import Section
from tests.menus.build import day, item, meal, menu, option

HEADER = {"name": "Low salt", "category": "heart_healthy", "difficulty": "easy"}


def save(section: Section, user: User, key: UUID, **fields: Any) -> Any:
    """What the create page answers to a submitted form."""
    data = {**HEADER, "menu": json.dumps(new_menu(key)), "version": "0", **fields}
    return signed_in(user).post(f"{section.root}create/?key={key}", data)


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_it_works(section: Section, owner: User) -> None:
    key = uuid4()
    answer = save(
        section,
        owner,
        key,
        kcal_min="1300",
        kcal_max="1500",
        restrictions=["vegan"],
        tags=" a, b,A ",
        is_shared="on",
    )
    made = section.model.objects.get(pk=key)
    assert answer.headers["Location"] == section.url(pk=key)
    assert (made.name, made.owner, made.version) == ("Low salt", owner, 1)
    assert (made.kcal_min, made.kcal_max, made.restrictions) == (1300, 1500, ["vegan"])
    assert (made.tags, made.is_shared, made.length_days) == ("a, b", True, 7)
    assert made.menu == new_menu(key)
    assert Revision.objects.get(key=key).by == owner


def test_a_new_one_gets_a_key_of_its_own(section: Section, owner: User) -> None:
    for query in ("", "?key=", "?key=x"):
        answer = signed_in(owner).get(f"{section.root}create/{query}")
        assert answer.status_code == 302
        assert UUID(answer.headers["Location"].partition("?key=")[2])


def test_the_empty_form_has_a_week_to_fill(section: Section, owner: User) -> None:
    answer = signed_in(owner).get(f"{section.root}create/?key={uuid4()}")
    assert len(answer.context["form"]["menu"].value()["days"]) == 7


def test_changing_one(section: Section, owner: User, template: TemplateRecord) -> None:
    written = menu(day("Monday", meal("lunch", option(item("Khichdi")))))
    data = {**HEADER, "name": "Renamed", "menu": json.dumps(written), "version": "1"}
    answer = signed_in(owner).post(section.url("edit/", template.pk), data)
    template.refresh_from_db()
    assert answer.status_code == 302
    assert (template.name, template.version, template.length_days) == ("Renamed", 2, 1)
    assert template.menu == written


def test_the_name_of_the_owner_stays_when_an_admin_saves(
    section: Section, owner: User, admin_user: User, template: TemplateRecord
) -> None:
    data = {**HEADER, "menu": json.dumps(template.menu), "version": "1"}
    assert signed_in(admin_user).post(section.url("edit/", template.pk), data).status_code == 302
    template.refresh_from_db()
    assert (template.name, template.owner, template.updated_by) == ("Low salt", owner, admin_user)


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (
            {"kcal_min": "1800"},
            {"kcal_max": "1600"},
            "Energy: the lower end (1800 kcal) is above the upper end",
        ),
        ({"fat_g_min": "51"}, {"fat_g_max": "50"}, "Fat: the lower end (51 g) is above the upper end (50 g)"),
    ],
)
def test_a_range_upside_down_names_both_ends(
    section: Section, owner: User, low: dict[str, str], high: dict[str, str], message: str
) -> None:
    answer = save(section, owner, uuid4(), **low, **high)
    assert answer.status_code == 422
    assert message in text(answer)


def test_a_range_of_one_number_is_fine(section: Section, owner: User) -> None:
    assert save(section, owner, uuid4(), kcal_min="1500", kcal_max="1500").status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 151},
        {"name": "a\x00b"},
        {"category": "space food"},
        {"restrictions": ["nothing"]},
        {"kcal_min": "-1"},
        {"kcal_min": "1e400"},
        {"kcal_min": "9" * 40},
        {"kcal_min": "many"},
        {"tags": "x" * 301},
        {"menu": ""},
        {"menu": "{"},
        {"menu": '{"schema": 1, "days": []}'},
    ],
)
def test_what_cannot_be_saved_is_refused_and_nothing_is_lost(
    section: Section, owner: User, fields: dict[str, Any]
) -> None:
    key = uuid4()
    answer = save(section, owner, key, description="Kept text", **fields)
    assert answer.status_code == 422
    assert "Kept text" in text(answer)
    assert not section.model.objects.exists()


def test_an_error_in_the_menu_names_its_place(section: Section, owner: User) -> None:
    written = menu(day("Monday", meal("lunch", option(item("Dal", quantity=-1)))))
    answer = save(section, owner, uuid4(), menu=json.dumps(written))
    assert "Day 1 (Monday), Lunch, option 1, item 1 &#x27;Dal&#x27;: quantity must not be negative" in text(
        answer
    )


def test_counsellors_make_none(section: Section, counsellor: User) -> None:
    assert signed_in(counsellor).get(f"{section.root}create/?key={uuid4()}").status_code == 404
    assert save(section, counsellor, uuid4()).status_code == 404
    assert not section.model.objects.exists()


def test_somebody_elses_is_not_changed(
    section: Section, stranger: User, template: TemplateRecord, shared: TemplateRecord
) -> None:
    data = {**HEADER, "menu": json.dumps(template.menu), "version": "1"}
    for record in (template, shared):
        assert signed_in(stranger).post(section.url("edit/", record.pk), data).status_code == 404
        assert save(section, stranger, record.pk).status_code == 404
        record.refresh_from_db()
        assert record.version == 1


def test_opening_somebody_elses_shared_one_for_editing_shows_it(
    section: Section, stranger: User, template: TemplateRecord, shared: TemplateRecord
) -> None:
    answer = signed_in(stranger).get(section.url("edit/", shared.pk))
    assert (answer.status_code, answer.headers["Location"]) == (302, section.url(pk=shared.pk))
    assert signed_in(stranger).get(section.url("edit/", template.pk)).status_code == 404


def test_two_people_in_different_cells_are_merged(
    section: Section, owner: User, admin_user: User, template: TemplateRecord
) -> None:
    mine, theirs = json.loads(json.dumps(template.menu)), json.loads(json.dumps(template.menu))
    mine["days"][0]["note"], theirs["days"][1]["note"] = "mine", "theirs"
    for user, written in ((owner, mine), (admin_user, theirs)):
        data = {**HEADER, "name": template.name, "category": template.category, "version": "1"}
        signed_in(user).post(section.url("edit/", template.pk), {**data, "menu": json.dumps(written)})
    template.refresh_from_db()
    assert [day["note"] for day in template.menu["days"]] == ["mine", "theirs"]
    assert template.version == 3


def test_the_editor_page_asks_little_of_the_database(
    section: Section, owner: User, template: TemplateRecord, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(owner)
    browser.get("/")
    with django_assert_max_num_queries(6):
        browser.get(section.url("edit/", template.pk))
