"""Taking a template's changes into a plan that was made from it."""

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.models import Draft, Revision
from apps.drafts.saving import replace_record
from apps.foods.models import Food
from apps.history.versions import History
from apps.meal_plans import reviewing
from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan, MealPlanTemplate, Status
from apps.meal_plans.services import plan_from_template
from apps.practice.models import ONLY, Practice
from tests.conftest import signed_in
from tests.menus.build import Node, day, item, meal, menu, option

Change = Callable[..., TemplateRecord]


@pytest.fixture(params=["diet-template", "meal-plan-template"])
def template(request: pytest.FixtureRequest, owner: User) -> TemplateRecord:
    """A shared template of two days, of either kind."""
    cycle = menu(
        day("A", meal("lunch", option(item("Khichdi", quantity=1), item("Curd", quantity=1)))),
        day("B", meal("dinner", option(item("Dal", quantity=1)))),
    )
    kind, model = {
        "diet-template": (DIET_TEMPLATE, DietTemplate),
        "meal-plan-template": (MEAL_PLAN_TEMPLATE, MealPlanTemplate),
    }[request.param]
    fields = {"name": "Pattern", "menu": cycle, "length_days": 2, "owner": owner, "is_shared": True}
    return insert_record(kind, model(**fields), owner)


@pytest.fixture
def change(owner: User, template: TemplateRecord) -> Change:
    """Saves the template with one of its days changed."""

    def changed(edit: Callable[[list[Node]], Any], **fields: str) -> TemplateRecord:
        template.refresh_from_db()
        kind = DIET_TEMPLATE if isinstance(template, DietTemplate) else MEAL_PLAN_TEMPLATE
        data = copy.deepcopy(History(kind, template, owner).now)
        edit(data["menu"]["days"])
        saved = replace_record(owner, kind, template.pk, version=template.version, data={**data, **fields})
        assert saved is not None
        assert saved.record is not None
        template.refresh_from_db()
        return template

    return changed


@pytest.fixture
def plan(owner: User, template: TemplateRecord, client_record: Client) -> MealPlan:
    """Four days from today on, from the first version."""
    return made(template, client_record, owner)


def today() -> date:
    """Where these people live."""
    return datetime.now(ZoneInfo("Asia/Kolkata")).date()


def made(template: TemplateRecord, whose: Client, user: User, **fields: Any) -> MealPlan:
    kind = "diet-template" if isinstance(template, DietTemplate) else "meal-plan-template"
    wanted = {"client": whose, "start": today(), "days": 4, "key": uuid4(), **fields}
    return plan_from_template(kind, template, user=user, **wanted)


def lines(days: list[Node], number: int = 0) -> list[Node]:
    found: list[Node] = days[number]["meals"][0]["options"][0]["items"]
    return found


def more_khichdi(days: list[Node]) -> None:
    lines(days)[0]["quantity"] = 2


def url(plan: MealPlan) -> str:
    return f"/meal-plans/{plan.pk}/template/"


def send(user: User, plan: MealPlan, *take: str, version: int = 1, now: int = 2, **data: Any) -> Any:
    sent = {"version": version, "template_version": now, "take": list(take), **data}
    answer = signed_in(user).post(url(plan), sent)
    plan.refresh_from_db()
    return answer


def rows(user: User, plan: MealPlan) -> list[Any]:
    groups = signed_in(user).get(url(plan)).context["groups"]
    return [row for group in groups for row in group.rows]


def test_each_copy_of_a_changed_line_is_shown_and_ticked(owner: User, plan: MealPlan, change: Change) -> None:
    change(more_khichdi)
    answer = signed_in(owner).get(url(plan))
    groups = answer.context["groups"]
    assert [(group.title, group.date - plan.start_date) for group in groups] == [
        ("Day 1 (A)", timedelta(0)), ("Day 3 (A)", timedelta(2)),
    ]  # fmt: skip
    (row,) = groups[0].rows
    assert (row.title, row.is_ticked, row.is_clash) == ("Lunch", True, False)
    assert (row.changes[0].before, row.changes[0].after) == ("1 Khichdi", "2 Khichdi")
    assert MealPlan.objects.get().version == 1


def test_what_was_ticked_is_taken_as_a_saved_version(
    owner: User, colleague: User, plan: MealPlan, change: Change
) -> None:
    change(more_khichdi)
    _first, third = rows(owner, plan)
    answer = send(colleague, plan, third.path)
    assert answer.headers["Location"] == plan.get_absolute_url()
    assert [lines(plan.menu["days"], number)[0]["quantity"] for number in (0, 2)] == [1, 2]
    assert (plan.version, plan.source_version, plan.updated_by) == (2, 2, colleague)
    kept = Revision.objects.get(kind="meal-plan", key=plan.pk, version=2)
    assert (kept.summary or {})["restored"] == {"template": "Pattern", "version": 2, "count": 1}
    history = signed_in(owner).get(f"/meal-plans/{plan.pk}/history/").content.decode()
    assert "1 change from the template “Pattern”, version 2" in history
    assert "there is nothing to take" in signed_in(owner).get(url(plan)).content.decode()


def test_skipping_all_leaves_the_plan_as_it_is(owner: User, plan: MealPlan, change: Change) -> None:
    change(more_khichdi)
    before = plan.menu
    send(owner, plan, *(row.path for row in rows(owner, plan)), skip="all")
    assert (plan.menu, plan.version, plan.source_version) == (before, 1, 2)
    assert Revision.objects.filter(key=plan.pk).count() == 1
    change(lambda days: lines(days)[0].update(quantity=5))
    found = rows(owner, plan)[0]
    assert found.changes[0].before == "2 Khichdi"  # what was skipped is not offered again
    assert found.is_clash  # because the plan never had it


def test_a_place_that_the_plan_changed_is_a_clash(owner: User, plan: MealPlan, change: Change) -> None:
    data = copy.deepcopy(History(MEAL_PLAN, plan, owner).now)
    lines(data["menu"]["days"])[0]["quantity"] = 4
    replace_record(owner, MEAL_PLAN, plan.pk, version=1, data=data)
    change(more_khichdi)
    first, third = rows(owner, plan)
    assert (first.is_clash, first.is_ticked, first.mine) == (True, False, ["4 Khichdi"])
    assert (third.is_clash, third.is_ticked) == (False, True)
    send(owner, plan, third.path, version=2)
    assert [lines(plan.menu["days"], number)[0]["quantity"] for number in (0, 2)] == [4, 2]


def test_a_clash_can_be_taken_on_purpose(owner: User, plan: MealPlan, change: Change) -> None:
    data = copy.deepcopy(History(MEAL_PLAN, plan, owner).now)
    del lines(data["menu"]["days"])[0]
    replace_record(owner, MEAL_PLAN, plan.pk, version=1, data=data)
    change(more_khichdi)
    first, _third = rows(owner, plan)
    send(owner, plan, first.path, version=2)
    assert [line["name"] for line in lines(plan.menu["days"])] == ["Khichdi", "Curd"]


def test_days_that_are_over_are_not_ticked(
    owner: User, template: TemplateRecord, client_record: Client, change: Change
) -> None:
    plan = made(template, client_record, owner, start=today() - timedelta(days=1))
    change(more_khichdi)
    assert [row.is_ticked for row in rows(owner, plan)] == [False, True]


def test_frozen_days_move_the_dates_and_nothing_else(owner: User, plan: MealPlan, change: Change) -> None:
    MealPlan.objects.update(frozen_dates=[today().isoformat()])
    change(more_khichdi)
    groups = signed_in(owner).get(url(plan)).context["groups"]
    assert [(group.date - plan.start_date).days for group in groups] == [1, 3]
    send(owner, plan, *(row.path for row in rows(owner, plan)))
    assert plan.frozen_dates == [today().isoformat()]


def add_milk(days: list[Node]) -> None:
    milk = Food.objects.create(source_id="test:milk", source="test", name="Milk", allergens=["milk"])
    named = {"id": "milk", "position": "z", "name": "Milk", "food_id": str(milk.pk)}
    lines(days, 1).append({**lines(days, 1)[0], **named})


def test_what_the_client_is_allergic_to_is_not_taken(owner: User, plan: MealPlan, change: Change) -> None:
    Client.objects.update(allergies=["milk"])
    change(add_milk)
    found = rows(owner, plan)
    assert [(row.is_ticked, row.warnings[0].blocks) for row in found] == [(False, True)] * 2
    answer = send(owner, plan, found[0].path)
    assert (answer.status_code, plan.version, plan.source_version) == (422, 1, 1)
    assert "Nothing was taken" in answer.content.decode()
    assert [row.is_ticked for group in answer.context["groups"] for row in group.rows] == [True, False]


def test_what_the_practice_only_marks_is_said_and_can_be_taken(
    owner: User, plan: MealPlan, change: Change
) -> None:
    Practice.objects.update_or_create(pk=ONLY, defaults={"allergy_policy": "warn"})
    Practice.remember()
    Client.objects.update(allergies=["milk"])
    change(add_milk)
    found = rows(owner, plan)
    assert [(row.is_ticked, row.warnings[0].blocks) for row in found] == [(True, False)] * 2
    assert "contains Milk" in found[0].warnings[0].text
    send(owner, plan, found[0].path)
    assert (plan.version, len(lines(plan.menu["days"], 1))) == (2, 2)


def test_not_over_what_was_saved_since(owner: User, plan: MealPlan, change: Change) -> None:
    change(more_khichdi)
    first, third = rows(owner, plan)
    for moved in ({"version": 7}, {"now": 1}):
        answer = send(owner, plan, third.path, **moved)
        assert (answer.status_code, plan.version, plan.source_version) == (409, 1, 1)
        assert [row.is_ticked for group in answer.context["groups"] for row in group.rows] == [False, True]
    assert send(owner, plan, f"{first.path}x").status_code == 409


@pytest.mark.parametrize("skip", [{}, {"skip": "all"}])
def test_saved_by_a_colleague_at_the_very_moment(
    owner: User, plan: MealPlan, change: Change, monkeypatch: pytest.MonkeyPatch, skip: dict[str, Any]
) -> None:
    change(more_khichdi)
    (first, _third), chosen = rows(owner, plan), reviewing.Review.chosen

    def slowly(review: reviewing.Review, paths: list[str]) -> Any:
        MealPlan.objects.update(version=9)
        return chosen(review, paths)

    monkeypatch.setattr(reviewing.Review, "chosen", slowly)
    answer = send(owner, plan, first.path, **skip)
    assert answer.headers["Location"] == url(plan)
    assert (plan.version, plan.source_version, lines(plan.menu["days"])[0]["quantity"]) == (9, 1, 1)


def test_a_draft_that_is_open_stays_and_meets_the_change(owner: User, plan: MealPlan, change: Change) -> None:
    change(more_khichdi)
    save = {"type": "meal-plan", "id": str(plan.pk), "saveId": "one", "revision": 0, "version": 1}
    browser = signed_in(owner)
    browser.post("/api/drafts/", {**save, "changes": {"name": ["Pattern", "Mine"]}}, "application/json")
    page = browser.get(url(plan))
    assert "unsaved changes of your own" in page.content.decode()
    send(owner, plan, *(row.path for group in page.context["groups"] for row in group.rows))
    assert Draft.objects.get().data["name"] == "Mine"
    editor = browser.get(f"/meal-plans/{plan.pk}/edit/").context["form"]
    assert editor["name"].value() == "Mine"
    assert lines(plan.menu["days"])[0]["quantity"] == 2


def test_days_that_came_or_went_are_told_and_not_offered(owner: User, plan: MealPlan, change: Change) -> None:
    def another_day(days: list[Node]) -> None:
        lines(days)[0]["quantity"] = 2
        days.append({**copy.deepcopy(days[0]), "id": "new", "position": "z", "meals": []})

    change(another_day)
    answer = signed_in(owner).get(url(plan))
    assert "1 day was added" in answer.content.decode()
    assert "cannot be taken piece by piece" in answer.content.decode()
    assert len(answer.context["groups"]) == 2  # what changed within the days that both have


def test_ranges_and_words_of_the_template_are_offered_too(
    owner: User, plan: MealPlan, change: Change
) -> None:
    change(lambda days: None, kcal_min="1500", kcal_max="1700", description="Less salt")
    text, energy = rows(owner, plan)
    assert [change.after for change in energy.changes] == ["1500", "1700"]
    send(owner, plan, text.path, energy.path)
    assert (plan.kcal_min, plan.kcal_max, plan.description) == (1500, 1700, "Less salt")


def test_a_version_that_was_not_kept_can_be_skipped_only(owner: User, plan: MealPlan, change: Change) -> None:
    change(more_khichdi)
    Revision.objects.exclude(kind="meal-plan").filter(version=1).delete()
    answer = signed_in(owner).get(url(plan))
    assert (answer.context["groups"], "was not kept" in answer.content.decode()) == ([], True)
    send(owner, plan, skip="all")
    assert plan.source_version == 2


def test_too_many_are_offered_a_day_at_a_time(
    owner: User, plan: MealPlan, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "MOST", 1)
    change(more_khichdi)
    first, third = rows(owner, plan)
    assert (first.title, first.changes) == ("1 change", [])
    send(owner, plan, first.path, third.path)
    assert lines(plan.menu["days"], 2)[0]["quantity"] == 2


def test_who_may_not_change_the_plan_finds_nothing(
    stranger: User, counsellor: User, plan: MealPlan, change: Change
) -> None:
    change(more_khichdi)
    assert signed_in(stranger).get(url(plan)).status_code == 404
    assert send(counsellor, plan, skip="all").status_code == 302
    MealPlan.objects.update(status=Status.PUBLISHED, source_version=1)
    assert send(counsellor, plan, skip="all").status_code == 404
    assert plan.source_version == 1


@pytest.mark.parametrize("how", ["private", "deleted"])
def test_a_template_that_is_gone_for_this_person_leaves_the_plan(
    colleague: User, plan: MealPlan, change: Change, how: str
) -> None:
    template = change(more_khichdi)
    if how == "private":
        type(template).objects.update(is_shared=False)
    else:
        template.delete()
    for answer in (signed_in(colleague).get(url(plan)), send(colleague, plan, skip="all")):
        assert answer.headers["Location"] == plan.get_absolute_url()
    assert plan.source_version == 1
    page = signed_in(colleague).get(plan.get_absolute_url()).content.decode()
    assert "Review the template" not in page


def test_of_an_archived_template_changes_can_still_be_taken(
    owner: User, plan: MealPlan, change: Change
) -> None:
    change(more_khichdi).archive()
    assert "Review the template" in signed_in(owner).get(plan.get_absolute_url()).content.decode()
    send(owner, plan, rows(owner, plan)[0].path)
    assert plan.version == 2


def test_a_plan_from_nothing_has_nothing_to_review(owner: User, make_plan: Callable[..., MealPlan]) -> None:
    plan = make_plan()
    assert signed_in(owner).get(url(plan)).headers["Location"] == plan.get_absolute_url()


def test_only_running_plans_of_this_person_are_counted(
    owner: User, stranger: User, template: TemplateRecord, client_record: Client, change: Change
) -> None:
    behind = [made(template, client_record, owner) for _ in range(2)]
    made(template, client_record, owner, start=today() - timedelta(days=30))
    put_away = made(template, client_record, owner)
    put_away.archive()
    kind = "diet-template" if isinstance(template, DietTemplate) else "meal-plan-template"
    list_url = f"/meal-plans/behind/{kind}/{template.pk}/"
    page = template.get_absolute_url()
    assert "still on version" not in signed_in(owner).get(page).content.decode()
    change(more_khichdi)
    made(template, client_record, owner)  # from the present one
    assert "2 running plans are still on version 1." in signed_in(owner).get(page).content.decode()
    assert {plan.pk for plan in signed_in(owner).get(list_url).context["page"]} == {
        plan.pk for plan in behind
    }
    assert "still on version" not in signed_in(stranger).get(page).content.decode()
    assert not signed_in(stranger).get(list_url).context["page"].object_list


def test_more_plans_take_no_more_queries(
    owner: User, template: TemplateRecord, client_record: Client, change: Change
) -> None:
    kind = "diet-template" if isinstance(template, DietTemplate) else "meal-plan-template"
    pages = (template.get_absolute_url(), f"/meal-plans/behind/{kind}/{template.pk}/")
    made(template, client_record, owner)
    change(more_khichdi)
    browser, counts = signed_in(owner), []
    for _ in range(2):
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                browser.get(page)
            counts.append(len(asked))
        other = Client.objects.create(name="Other", version=1)
        CareTeamMember.objects.create(client=other, user=owner)
        MealPlan.objects.filter(pk=made(template, other, owner).pk).update(source_version=1)
    assert "3 running plans" in browser.get(pages[0]).content.decode()
    assert counts[:2] == counts[2:]
