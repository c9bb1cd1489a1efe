"""The list of a record's saves."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.models import Client
from apps.drafts.models import Revision
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.history.conftest import SavePlan, two_days, url
from tests.meal_plans.conftest import MakePlan
from tests.menus.build import day, menu


def rows_of(user: User, plan: MealPlan, **query: Any) -> list[Any]:
    """The sittings on the page."""
    answer = signed_in(user).get(url(plan), query)
    assert answer.status_code == 200
    rows: list[Any] = answer.context["rows"]
    return rows


def test_a_sitting_says_what_was_changed(owner: User, plan: MealPlan) -> None:
    [row] = rows_of(owner, plan)
    assert (row.who, [one.version for one in row.versions]) == ("Owner", [3, 2, 1])
    assert row.phrases == ["First version", "Dinner on Day 2", "Lunch on Day 1", "Name"]
    assert [one.phrases for one in row.versions] == [
        ["Lunch on Day 1", "Name"],
        ["Dinner on Day 2"],
        ["First version"],
    ]
    assert [one.is_now for one in row.versions] == [True, False, False]


def test_people_have_sittings_of_their_own(
    owner: User, colleague: User, save_plan: SavePlan, plan: MealPlan
) -> None:
    save_plan(by=colleague, description="Theirs")
    theirs, mine = rows_of(owner, plan)
    assert (theirs.who, theirs.phrases, mine.who) == ("Colleague", ["Description"], "Owner")


def test_one_meal_on_many_days_is_one_phrase(owner: User, save_plan: SavePlan) -> None:
    plan = save_plan(menu=two_days(), length_days=2)
    save_plan(menu=two_days(d1_dinner="Dal", d2_dinner="Dal"))
    assert rows_of(owner, plan)[0].versions[0].phrases == ["Dinner on Days 1\N{EN DASH}2"]


def test_days_that_come_and_go_are_counted(owner: User, save_plan: SavePlan) -> None:
    plan = save_plan(menu=menu(day("A"), day("B")), length_days=2)
    save_plan(menu=menu(day("A"), day("C"), day("D"), day("E")))
    save_plan(menu=menu(day("A")))
    latest, before, _first = rows_of(owner, plan)[0].versions
    assert before.phrases == ["2 days added", "Label, note or place of 2 days"]
    assert latest.phrases[0] == "3 days removed"


def test_old_saves_without_a_summary_are_compared_when_shown(owner: User, plan: MealPlan) -> None:
    written = [one.phrases for one in rows_of(owner, plan)[0].versions]
    Revision.objects.update(summary=None)
    assert [one.phrases for one in rows_of(owner, plan)[0].versions] == written


def test_what_nobody_wrote_down_is_said(owner: User, plan: MealPlan, monkeypatch: Any) -> None:
    Revision.objects.update(summary=None)
    monkeypatch.setattr("apps.history.versions.MOST_WORKED_OUT", 1)
    phrases = [one.phrases for one in rows_of(owner, plan)[0].versions]
    unknown = ["What changed was not written down at the time"]
    assert phrases == [["Lunch on Day 1", "Name"], unknown, unknown]


def test_drafts_are_no_versions(owner: User, plan: MealPlan) -> None:
    body = {
        "type": "meal-plan", "id": str(plan.pk), "saveId": "one", "revision": 0, "version": plan.version,
        "changes": {"name": ["Second name", "Typing"]},
    }  # fmt: skip
    answer = signed_in(owner).post("/api/drafts/", body, content_type="application/json")
    assert answer.status_code == 200
    assert len(rows_of(owner, plan)[0].versions) == 3


def many_saves(plan: MealPlan, user: User, count: int) -> None:
    """As many more saves of one change each, an hour apart, as if written by the editor."""
    last = Revision.objects.filter(key=plan.pk).order_by("-version")[0]
    Revision.objects.bulk_create(
        Revision(
            kind=last.kind, key=last.key, version=last.version + number, data=last.data, by=user,
            at=timezone.now() + timedelta(hours=number), summary=last.summary,
        )
        for number in range(1, count + 1)
    )  # fmt: skip


def test_200_saves_need_as_many_queries_as_three(owner: User, colleague: User, plan: MealPlan) -> None:
    browser = signed_in(owner)
    browser.get(url(plan))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = browser.get(url(plan))
        counts.append(len(queries))
        assert not any('"data"' in query["sql"] and "revision" in query["sql"] for query in queries)
        many_saves(plan, colleague, 200)
    assert answer.status_code == 200
    assert len(rows_of(owner, plan)) == 15
    assert counts[0] == counts[1]


def test_it_is_paged(owner: User, plan: MealPlan) -> None:
    many_saves(plan, owner, 30)
    assert [row.newest.version for row in rows_of(owner, plan, page="3")] == [3]
    assert len(rows_of(owner, plan, page="x")) == 15


def test_a_record_that_was_never_saved_by_a_form(owner: User, client_record: Client) -> None:
    answer = signed_in(owner).get(f"/clients/{client_record.pk}/history/")
    assert b"Nothing was saved here yet" in answer.content


def test_who_may_only_read_is_offered_no_change(counsellor: User, make_plan: MakePlan) -> None:
    plan = make_plan(status="published")
    page = signed_in(counsellor).get(url(plan)).content.decode()
    assert "Compare" not in page
    assert "1 save: version 1" in page
    assert "/restore/" not in page
    assert "/name/" not in page


@pytest.mark.parametrize("page", ["", "edit/"])
def test_the_plan_and_its_editor_lead_there(owner: User, plan: MealPlan, page: str) -> None:
    assert f'href="{url(plan)}"' in signed_in(owner).get(f"/meal-plans/{plan.pk}/{page}").content.decode()
