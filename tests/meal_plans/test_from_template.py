"""Using a template for a client."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.models import Revision
from apps.meal_plans.kinds import MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan, MealPlanTemplate
from tests.conftest import signed_in
from tests.menus.build import day, item, meal, menu, option

CYCLE = menu(day("A", meal("lunch", option(item("Khichdi")))), day("B"), day("C"))


@pytest.fixture(params=["diet-template", "meal-plan-template"])
def template(request: pytest.FixtureRequest, owner: User) -> TemplateRecord:
    """A private template of the owner, three days long, of either kind."""
    fields: dict[str, Any] = {
        "name": "Pattern",
        "menu": CYCLE,
        "length_days": 3,
        "kcal_min": 1400,
        "owner": owner,
    }
    if request.param == "diet-template":
        return insert_record(DIET_TEMPLATE, DietTemplate(**fields), owner)
    return insert_record(MEAL_PLAN_TEMPLATE, MealPlanTemplate(**fields), owner)


def url(template: TemplateRecord) -> str:
    kind = "diet-template" if isinstance(template, DietTemplate) else "meal-plan-template"
    return f"/meal-plans/from/{kind}/{template.pk}/"


def use(user: User, template: TemplateRecord, whose: Client, **fields: Any) -> Any:
    data = {"client": whose.pk, "start_date": "2026-03-02", "days": "3", "key": uuid4(), **fields}
    return signed_in(user).post(url(template), data)


def test_it_works(owner: User, template: TemplateRecord, client_record: Client) -> None:
    type(template).objects.update(version=4)
    key = uuid4()
    answer = use(owner, template, client_record, key=key)
    plan = MealPlan.objects.get(pk=key)
    assert answer.headers["Location"] == f"/meal-plans/{key}/edit/"
    assert (plan.client, plan.start_date, plan.status) == (client_record, date(2026, 3, 2), "draft")
    assert (plan.name, plan.kcal_min, plan.kcal_max, plan.length_days) == ("Pattern", 1400, None, 3)
    assert (plan.source_kind, plan.source_id) == (url(template).split("/")[3], template.pk)
    assert (plan.source_version, plan.source_name) == (4, "Pattern")
    assert Revision.objects.get(kind="meal-plan", key=key).version == plan.version == 1


def test_the_menu_is_a_copy(owner: User, template: TemplateRecord, client_record: Client) -> None:
    use(owner, template, client_record)
    plan = MealPlan.objects.get()
    assert [day["label"] for day in plan.menu["days"]] == ["A", "B", "C"]
    assert not {day["id"] for day in plan.menu["days"]} & {day["id"] for day in CYCLE["days"]}


@pytest.mark.parametrize(("days", "labels"), [("1", "A"), ("7", "ABCABCA")])
def test_the_days_are_repeated_or_cut_off(
    owner: User, template: TemplateRecord, client_record: Client, days: str, labels: str
) -> None:
    use(owner, template, client_record, days=days)
    plan = MealPlan.objects.get()
    assert "".join(day["label"] for day in plan.menu["days"]) == labels
    assert len({day["id"] for day in plan.menu["days"]}) == plan.length_days == len(labels)


def test_the_form_suggests_today_and_the_length_of_the_template(
    owner: User, template: TemplateRecord, client_record: Client
) -> None:
    form = signed_in(owner).get(f"{url(template)}?client={client_record.pk}").context["form"]
    assert form["days"].value() == 3
    assert form["client"].value() == str(client_record.pk)
    assert form["start_date"].value()


def test_sent_twice_it_makes_one(owner: User, template: TemplateRecord, client_record: Client) -> None:
    key = uuid4()
    for _ in range(2):
        assert use(owner, template, client_record, key=key).status_code == 302
    assert MealPlan.objects.count() == 1


def test_counsellors_may_with_a_shared_one(
    counsellor: User, template: TemplateRecord, client_record: Client
) -> None:
    assert use(counsellor, template, client_record).status_code == 404
    type(template).objects.update(is_shared=True)
    assert use(counsellor, template, client_record).status_code == 302


def test_not_for_somebody_elses_client(
    stranger: User, template: TemplateRecord, client_record: Client
) -> None:
    type(template).objects.update(is_shared=True)
    assert use(stranger, template, client_record).status_code == 422
    assert not MealPlan.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"client": ""},
        {"client": "x"},
        {"start_date": "1999-01-01"},
        {"start_date": "x"},
        {"days": "0"},
        {"days": "367"},
        {"days": "x"},
        {"days": "9" * 50},
        {"key": "x"},
    ],
)
def test_what_cannot_be_is_refused(
    owner: User, template: TemplateRecord, client_record: Client, fields: dict[str, str]
) -> None:
    assert use(owner, template, client_record, **fields).status_code == 422
    assert not MealPlan.objects.exists()


def test_more_than_a_menu_may_hold_is_refused(
    owner: User, template: TemplateRecord, client_record: Client
) -> None:
    long_meals = (meal("lunch", option(item("x", note="n" * 1000))) for _ in range(9))
    type(template).objects.update(menu=menu(day("A", *long_meals)))
    answer = use(owner, template, client_record, days="366")
    assert answer.status_code == 422
    assert b"larger than 2 MiB" in answer.content


def test_other_kinds_and_other_ids_are_not_there(owner: User, client_record: Client) -> None:
    for kind in ("client", "meal-plan", "x"):
        assert signed_in(owner).get(f"/meal-plans/from/{kind}/{client_record.pk}/").status_code == 404
    assert signed_in(owner).get(f"/meal-plans/from/diet-template/{uuid4()}/").status_code == 404
