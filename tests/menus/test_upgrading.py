"""Documents of earlier schemas are read, saved and finished; those of later ones are refused in words."""

import json
from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.drafts.forms import form_data
from apps.drafts.models import Draft, Revision
from apps.meal_plans.models import MealPlan
from apps.menus.copying import copy_menu, repeat_menu
from apps.menus.document import validate
from apps.menus.errors import MenuErrors
from apps.menus.new import new_menu
from apps.menus.positions import spread
from apps.menus.reading import readable
from apps.menus.upgrading import SCHEMA, STEPS, is_newer, schema_of, upgraded

LEVELS = ("days", "meals", "options", "items")
NEWER = "The menu: is of a newer version of DTPS (format 2, this one knows 1)"


def first_schema(menu: Any = None, levels: tuple[str, ...] = LEVELS) -> Any:
    """A menu as it was before there were positions: two days of the usual meals, each with two lines."""
    if menu is None:
        menu = new_menu(UUID(int=1), days=2)
        for day in menu["days"]:
            for meal in day["meals"]:
                meal["options"][0]["items"] = [
                    {"id": name, "position": place, "name": name}
                    for name, place in zip(("rice", "dal"), spread(2), strict=True)
                ]
    menu = {key: value for key, value in menu.items() if key not in ("schema", "position")}
    if levels:
        menu[levels[0]] = [first_schema(child, levels[1:]) for child in menu[levels[0]]]
    return menu


def names(menu: dict[str, Any]) -> list[str]:
    """Every slot and every food, in the order in which people read them."""
    return [
        word
        for day in readable(menu)["days"]
        for meal in day["meals"]
        for word in [meal["slot"], *(item["name"] for item in meal["options"][0]["items"])]
    ]


OLD = first_schema()
NAMES = names(upgraded(OLD))
NEW = {**upgraded(OLD), "schema": SCHEMA + 1, "invented": {"later": True}}


def test_there_is_a_step_for_every_schema() -> None:
    assert sorted(STEPS) == list(range(SCHEMA))


def test_the_first_schema_gets_its_order_from_the_lists() -> None:
    menu = upgraded(OLD)
    assert menu["schema"] == SCHEMA
    assert validate(menu).document()["days"]
    assert NAMES[:3] == ["early_morning", "rice", "dal"]


def test_upgrading_changes_nothing_but_the_schema_and_leaves_the_original_alone() -> None:
    before = deepcopy(OLD)
    assert first_schema(upgraded(OLD)) == before == OLD


def test_upgrading_twice_is_upgrading_once() -> None:
    assert upgraded(upgraded(OLD)) == upgraded(OLD) == upgraded(deepcopy(OLD))


def test_positions_that_are_there_stay() -> None:
    day = {"id": "a", "position": "x", "meals": [{"id": "b", "slot": "lunch"}]}
    menu = upgraded({"days": [day]})
    assert menu["days"][0]["position"] == "x"
    assert menu["days"][0]["meals"][0]["position"] == spread(1)[0]


def test_what_is_in_the_present_schema_is_not_even_copied() -> None:
    menu = upgraded(OLD)
    assert upgraded(menu) is menu


@pytest.mark.parametrize(
    ("menu", "schema"),
    [({}, 0), ({"schema": 0}, 0), ({"schema": 1}, 1), ({"schema": 7}, 7), ({"schema": "1"}, None),
     ({"schema": True}, None), ({"schema": -1}, None), ({"schema": 1.0}, None), ([], None), (None, None)],
)  # fmt: skip
def test_which_schema_it_is(menu: Any, schema: int | None) -> None:
    assert schema_of(menu) == schema
    assert is_newer(menu) == (schema == 7)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*LEVELS, "schema", "id", "position", "slot"]), inner, max_size=4)
    ),
    max_leaves=25,
)


@given(anything)
def test_whatever_a_draft_holds_can_be_upgraded_and_read(menu: Any) -> None:
    later = upgraded(menu)
    assert upgraded(later) == later
    readable(menu)
    with suppress(MenuErrors):
        validate(menu)


def test_a_newer_schema_is_refused_in_words() -> None:
    with pytest.raises(MenuErrors) as caught:
        validate(NEW)
    assert str(caught.value) == NEWER


def test_a_newer_schema_is_shown_as_far_as_it_is_understood_and_keeps_its_number() -> None:
    assert names(NEW) == NAMES
    assert readable(NEW)["schema"] == SCHEMA + 1
    assert copy_menu(NEW, uuid4())["schema"] == SCHEMA + 1


def test_copies_of_an_old_one_are_in_the_present_schema() -> None:
    assert names(copy_menu(OLD, uuid4())) == NAMES
    assert names(repeat_menu(OLD, uuid4(), 2)) == NAMES


# --- In the application


def template_of(owner: User, menu: Any) -> DietTemplate:
    """A template that was saved in an earlier, or later, version of the application."""
    record: DietTemplate = DietTemplate.objects.create(
        name="Old", owner=owner, created_by=owner, menu=menu, version=1
    )
    data = {"name": "Old", "menu": menu}
    Revision.objects.create(kind="diet-template", key=record.pk, version=1, data=data, by=owner)
    return record


def draft_of(owner: User, record: DietTemplate, menu: Any) -> Draft:
    """A draft of it from the same time."""
    now = timezone.now()
    return Draft.objects.create(
        user=owner, kind="diet-template", key=record.pk, data={"name": "Old draft", "menu": menu},
        revision=5, data_revision=5, base_version=1, updated_at=now, expires_at=now + timedelta(days=1),
    )  # fmt: skip


def save(browser: Browser, record: DietTemplate, **body: Any) -> Any:
    """The answer to an autosave of one change."""
    sent = {"type": "diet-template", "id": str(record.pk), "version": 1, **body}
    return browser.post("/api/drafts/", json.dumps(sent), content_type="application/json")


def item_path(menu: Any) -> str:
    """The path of the first line of a menu."""
    day = menu["days"][0]
    meal = day["meals"][0]
    option = meal["options"][0]
    item = option["items"][0]
    return f"menu/days/{day['id']}/meals/{meal['id']}/options/{option['id']}/items/{item['id']}"


def test_an_old_template_is_shown_edited_and_saved(browser_of_owner: Browser, owner: User) -> None:
    record = template_of(owner, OLD)
    for page in ("", "edit/"):
        assert "rice" in browser_of_owner.get(f"/diet-templates/{record.pk}/{page}").content.decode()
    form = {
        "name": "Saved",
        "version": "1",
        "category": "custom",
        "difficulty": "easy",
        "menu": json.dumps(OLD),
    }
    assert browser_of_owner.post(f"/diet-templates/{record.pk}/edit/", form).status_code == 302
    record.refresh_from_db()
    assert (record.name, record.menu["schema"], names(record.menu)) == ("Saved", SCHEMA, NAMES)


def test_an_autosave_on_an_old_template_sends_its_change_alone(
    browser_of_owner: Browser, owner: User
) -> None:
    record = template_of(owner, OLD)
    path = f"{item_path(OLD)}/note"
    answer = save(browser_of_owner, record, saveId="one", revision=0, changes={path: [None, "thin"]})
    assert (answer.status_code, answer.json()["remote"]) == (200, {})
    draft = Draft.objects.get()
    assert (draft.data["menu"]["schema"], names(draft.data["menu"])) == (SCHEMA, NAMES)


def test_a_draft_from_before_the_deploy_is_finished_after_it(browser_of_owner: Browser, owner: User) -> None:
    """The page that was open has the old document, and sends changes by path as ever."""
    record = template_of(owner, OLD)
    draft_of(owner, record, OLD)
    url = f"/api/drafts/?type=diet-template&id={record.pk}"
    assert browser_of_owner.get(url).json()["draft"]["data"]["menu"] == upgraded(OLD)
    day, item = OLD["days"][1], {"id": "curd", "name": "curd", "position": "zz"}
    changes = [
        {f"{item_path(OLD)}/note": [None, "thin"]},
        {f"{item_path(OLD).rsplit('/', 1)[0]}/curd": [None, item]},
        {f"menu/days/{day['id']}/label": ["", "Tuesday"]},
    ]
    for number, change in enumerate(changes):
        answer = save(browser_of_owner, record, saveId=f"s{number}", revision=5 + number, changes=change)
        assert (answer.status_code, answer.json()["revision"]) == (200, 6 + number), answer.content
    menu = browser_of_owner.get(url).json()["draft"]["data"]["menu"]
    assert menu["schema"] == SCHEMA
    assert names(menu) == [*NAMES[:3], "curd", *NAMES[3:]]
    assert menu["days"][1]["label"] == "Tuesday"
    assert Draft.objects.get().data["menu"] == menu


def test_a_newer_template_is_shown_and_never_overwritten(browser_of_owner: Browser, owner: User) -> None:
    record = template_of(owner, NEW)
    assert "rice" in browser_of_owner.get(f"/diet-templates/{record.pk}/").content.decode()
    assert (
        "newer version of DTPS" in browser_of_owner.get(f"/diet-templates/{record.pk}/edit/").content.decode()
    )
    form = {"name": "x", "version": "1", "category": "custom", "difficulty": "easy", "menu": json.dumps(NEW)}
    refused = browser_of_owner.post(f"/diet-templates/{record.pk}/edit/", form)
    assert refused.status_code == 422
    assert "newer version of DTPS" in refused.content.decode()
    record.refresh_from_db()
    assert record.menu == NEW


def test_a_plan_of_a_client_with_an_old_menu_is_shown(
    world: dict[str, str], browser_of_owner: Browser
) -> None:
    plan = MealPlan.objects.get(pk=world["plan"])
    MealPlan.objects.filter(pk=plan.pk).update(menu=OLD, start_date=date(2026, 3, 2))
    for page in ("", "edit/"):
        assert "rice" in browser_of_owner.get(f"/meal-plans/{plan.pk}/{page}").content.decode()


def test_the_form_of_an_old_template_holds_the_present_schema(owner: User) -> None:
    form = DIET_TEMPLATE.form(instance=template_of(owner, OLD), user=owner)
    assert form_data(form)["menu"] == upgraded(OLD)
