"""Freezing days of a plan: previewed, done, undone."""

import json
from datetime import date
from typing import Any

import pytest

from apps.accounts.models import User
from apps.clients.models import Client
from apps.drafts.models import Revision
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan
from tests.menus.build import day, menu

WEEK = {"menu": menu(*(day("") for _ in range(7))), "length_days": 7}  # 2 to 8 March 2026


@pytest.fixture
def week(make_plan: MakePlan) -> MealPlan:
    return make_plan(**WEEK)


def preview(user: User, plan: MealPlan, first: str = "2026-03-04", last: str = "2026-03-05") -> Any:
    return signed_in(user).get(f"/meal-plans/{plan.pk}/freeze/", {"first": first, "last": last})


def freeze(
    user: User, plan: MealPlan, first: str = "2026-03-04", last: str = "2026-03-05", **data: Any
) -> Any:
    sent = {"first": first, "last": last, "version": plan.version, **data}
    answer = signed_in(user).post(f"/meal-plans/{plan.pk}/freeze/", sent)
    plan.refresh_from_db()
    return answer


def test_the_preview_says_what_moves_and_changes_nothing(owner: User, week: MealPlan) -> None:
    found = preview(owner, week).context["preview"]
    assert [(shift.index, shift.old.day, shift.new.day) for shift in found.shifts] == [
        (2, 4, 6), (3, 5, 7), (4, 6, 8), (5, 7, 9), (6, 8, 10),
    ]  # fmt: skip
    assert (found.old_end, found.new_end) == (date(2026, 3, 8), date(2026, 3, 10))
    week.refresh_from_db()
    assert (week.frozen_dates, week.version) == ([], 1)


def test_freezing_is_a_saved_version_and_can_be_undone(owner: User, week: MealPlan) -> None:
    answer = freeze(owner, week)
    assert answer.status_code == 302
    assert (week.frozen_dates, week.end_date) == (["2026-03-04", "2026-03-05"], date(2026, 3, 10))
    kept = Revision.objects.get(kind="meal-plan", key=week.pk, version=2)
    assert (kept.data["frozen_dates"], kept.by) == ("2026-03-04 2026-03-05", owner)
    freeze(owner, week, back="on")
    assert (week.frozen_dates, week.end_date, week.version) == ([], date(2026, 3, 8), 3)


def test_every_page_shows_the_new_dates(owner: User, week: MealPlan) -> None:
    freeze(owner, week)
    browser = signed_in(owner)
    sheet = browser.get(f"/meal-plans/{week.pk}/").context["sheet"]
    assert [shown.date.day for shown in sheet.days] == [2, 3, 6, 7, 8, 9, 10]
    assert "10 Mar 2026" in browser.get("/meal-plans/").content.decode()
    editor = browser.get(f"/meal-plans/{week.pk}/edit/").content.decode()
    assert 'name="frozen_dates" value="2026-03-04 2026-03-05"' in editor


def test_the_next_plan_is_named_when_this_one_would_run_into_it(
    owner: User, week: MealPlan, make_plan: MakePlan
) -> None:
    make_plan(name="Put away", start_date=date(2026, 3, 9), status="archived")
    make_plan(name="Behind", start_date=date(2026, 3, 11))
    make_plan(name="Next one", start_date=date(2026, 3, 9))
    answer = preview(owner, week)
    assert [other.name for other in answer.context["preview"].clashes] == ["Next one"]
    assert "It would run into" in answer.content.decode()


def test_a_plan_frozen_on_those_days_is_no_clash(owner: User, week: MealPlan, make_plan: MakePlan) -> None:
    make_plan(start_date=date(2026, 3, 9), frozen_dates=["2026-03-09", "2026-03-10"])
    assert preview(owner, week).context["preview"].clashes == []


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("", "2026-03-05", "required"),
        ("x", "2026-03-05", "valid date"),
        ("2026-03-05", "2026-03-04", "before the first"),
        ("2026-02-01", "2026-03-01", "runs from 2 Mar 2026 to 8 Mar 2026"),
        ("2026-03-09", "2026-03-12", "runs from"),
        ("2026-03-04", "2027-12-31", "At most 366"),
        ("2026-03-03", "2026-03-03", "like that already"),
    ],
)
def test_what_cannot_be_frozen_is_refused_in_words(
    owner: User, make_plan: MakePlan, first: str, last: str, says: str
) -> None:
    plan = make_plan(**WEEK, frozen_dates=["2026-03-03"]) if "already" in says else make_plan(**WEEK)
    for answer in (preview(owner, plan, first, last), freeze(owner, plan, first, last)):
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert plan.version == 1


def test_not_over_what_was_saved_since(owner: User, week: MealPlan) -> None:
    MealPlan.objects.update(version=2)
    answer = freeze(owner, week)
    assert (answer.status_code, week.frozen_dates) == (409, [])
    assert b"changed meanwhile" in answer.content


def test_an_editor_that_was_open_keeps_the_holiday(owner: User, week: MealPlan) -> None:
    freeze(owner, week)
    data = {"name": "Renamed", "start_date": "2026-03-02", "frozen_dates": "", "version": "1"}
    answer = signed_in(owner).post(f"/meal-plans/{week.pk}/edit/", {**data, "menu": json.dumps(WEEK["menu"])})
    week.refresh_from_db()
    assert answer.status_code == 302
    assert (week.name, week.frozen_dates) == ("Renamed", ["2026-03-04", "2026-03-05"])


@pytest.mark.parametrize(
    "text", ["soon", "2026-02-30", " ".join(f"{year}-01-01" for year in range(1000, 1400))]
)
def test_the_field_of_the_editor_refuses_what_is_no_date(owner: User, week: MealPlan, text: str) -> None:
    data = {"name": "x", "start_date": "2026-03-02", "frozen_dates": text, "version": "1"}
    answer = signed_in(owner).post(f"/meal-plans/{week.pk}/edit/", {**data, "menu": json.dumps(WEEK["menu"])})
    assert answer.status_code == 422
    week.refresh_from_db()
    assert week.version == 1


def test_counsellors_freeze_drafts_alone(counsellor: User, make_plan: MakePlan) -> None:
    draft, published = make_plan(**WEEK), make_plan(**WEEK, status="published")
    assert freeze(counsellor, draft).status_code == 302
    assert freeze(counsellor, published).status_code == 404


def test_a_plan_takes_the_targets_of_its_client(owner: User, week: MealPlan, client_record: Client) -> None:
    url = f"/meal-plans/{week.pk}/take-targets/"
    assert b"has no targets yet" in signed_in(owner).post(url, follow=True).content
    Client.objects.update(target_kcal=1620, target_protein_g=58)
    assert b"Take the client" in signed_in(owner).get(f"/meal-plans/{week.pk}/").content
    signed_in(owner).post(url)
    week.refresh_from_db()
    assert (week.range_of("kcal"), week.range_of("protein_g")) == ((1540, 1700), (52, 64))
    assert (week.range_of("fat_g"), week.version) == ((None, None), 2)
    assert b"Take the client" not in signed_in(owner).get(f"/meal-plans/{week.pk}/").content


def test_a_new_plan_begins_with_the_targets_of_its_client(
    owner: User, stranger: User, client_record: Client
) -> None:
    Client.objects.update(target_kcal=2000)
    url = f"/meal-plans/create/?client={client_record.pk}"
    form = signed_in(owner).get(url, follow=True).context["form"]
    assert (form["kcal_min"].value(), form["kcal_max"].value()) == (1900, 2100)
    assert signed_in(stranger).get(url, follow=True).context["form"]["kcal_min"].value() is None
