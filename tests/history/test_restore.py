"""Bringing an earlier version back: all of it, a day, or a meal."""

from typing import Any

import pytest
from django.contrib.messages import get_messages

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client
from apps.diet_templates.models import DietTemplate
from apps.drafts.kinds import get_kind
from apps.drafts.models import Draft, Revision
from apps.foods.models import Food
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.history.conftest import SavePlan, restore, two_days, url
from tests.meal_plans.conftest import MakePlan, lunch_of
from tests.menus.build import day, menu
from tests.world import World


def names(plan: MealPlan) -> list[str]:
    """The foods of the plan as it is now, in order."""
    document = MealPlan.objects.get(pk=plan.pk).menu
    return [
        item["name"]
        for day in document["days"]
        for meal in day["meals"]
        for option in meal["options"]
        for item in option["items"]
    ]


def told(answer: Any) -> str:
    """What the last message says."""
    return str(list(get_messages(answer.wsgi_request))[-1])


def said(plan: MealPlan) -> Any:
    """What the newest version says of where it comes from."""
    summary: Any = latest(plan).summary
    return summary["restored"]


def latest(plan: MealPlan) -> Revision:
    """The newest version."""
    return Revision.objects.filter(key=plan.pk).order_by("-version")[0]


def test_a_whole_version(owner: User, plan: MealPlan) -> None:
    answer = restore(owner, plan, 1)
    now = MealPlan.objects.get(pk=plan.pk)
    assert (answer.status_code, answer.headers["Location"]) == (302, url(plan))
    assert told(answer) == "Restored from version 1. What was there before is version 3."
    assert (now.name, now.version, names(plan)) == ("First plan", 4, ["Dal", "Rice"])
    assert said(plan) == {"version": 1}
    page = signed_in(owner).get(url(plan)).content.decode()
    assert "Restored from version 1" in page


def test_it_is_undone_by_restoring_the_version_before(owner: User, plan: MealPlan) -> None:
    restore(owner, plan, 1)
    plan.refresh_from_db()
    restore(owner, plan, 3)
    now = MealPlan.objects.get(pk=plan.pk)
    assert (now.name, now.version, names(plan)) == ("Second name", 5, ["Khichdi", "Rice", "Roti"])


def test_one_day(owner: User, plan: MealPlan) -> None:
    restore(owner, plan, 1, "?day=d1")
    assert names(plan) == ["Dal", "Rice", "Roti"]
    assert MealPlan.objects.get(pk=plan.pk).name == "Second name"
    assert said(plan) == {"version": 1, "day": {"number": 1, "label": ""}}


def test_one_meal(owner: User, plan: MealPlan) -> None:
    restore(owner, plan, 1, "?day=d2&meal=m2")
    assert names(plan) == ["Khichdi", "Rice"]
    assert b"Restored from version 1 (Day 2, Dinner)" in signed_in(owner).get(url(plan)).content


def test_the_preview_shows_it_and_changes_nothing(owner: User, plan: MealPlan) -> None:
    answer = signed_in(owner).get(url(plan, "1/restore/?day=d1"))
    [shown] = answer.context["comparison"].days
    assert [(one.before, one.after) for one in shown.cells[0].changes] == [
        ("Khichdi, 100 kcal", "Dal, 100 kcal")
    ]
    assert MealPlan.objects.get(pk=plan.pk).version == 3


def test_what_is_like_that_already_makes_no_version(owner: User, plan: MealPlan) -> None:
    assert b"nothing would change" in signed_in(owner).get(url(plan, "3/restore/")).content
    answer = restore(owner, plan, 3)
    assert told(answer) == "It is like that already: nothing was changed."
    assert latest(plan).version == 3


@pytest.mark.parametrize("seen", ["2", "4", " ", "x"])
def test_what_was_saved_meanwhile_is_looked_at_first(owner: User, plan: MealPlan, seen: str) -> None:
    answer = restore(owner, plan, 1, "?day=d1", seen=seen)
    assert told(answer) == "Somebody saved meanwhile. Please look again before you restore."
    assert answer.headers["Location"] == url(plan, "1/restore/?day=d1")
    assert latest(plan).version == 3


def test_a_save_between_reading_and_writing_is_not_overwritten(
    owner: User, colleague: User, save_plan: SavePlan, plan: MealPlan, monkeypatch: Any
) -> None:
    """The colleague's Save arrives after the check of the version, just before the row is written."""
    kind = get_kind("meal-plan")
    is_valid = kind.form.is_valid

    def late(form: Any) -> bool:
        monkeypatch.setattr(kind.form, "is_valid", is_valid)
        save_plan(by=colleague, description="Theirs")
        return is_valid(form)

    monkeypatch.setattr(kind.form, "is_valid", late)
    answer = restore(owner, plan, 1)
    assert told(answer).startswith("Somebody saved meanwhile.")
    assert MealPlan.objects.get(pk=plan.pk).description == "Theirs"
    assert names(plan) == ["Khichdi", "Rice", "Roti"]


def test_open_drafts_meet_it_like_any_save(owner: User, colleague: User, plan: MealPlan) -> None:
    """A draft in another place stays and takes the restored meal in."""
    for user in (owner, colleague):
        body = {
            "type": "meal-plan", "id": str(plan.pk), "saveId": "one", "revision": 0, "version": 3,
            "changes": {"description": ["", "Typing"]},
        }  # fmt: skip
        assert signed_in(user).post("/api/drafts/", body, content_type="application/json").status_code == 200
    assert b"You have unsaved changes" in signed_in(owner).get(url(plan, "1/restore/")).content
    restore(owner, plan, 1, "?day=d1")
    assert Draft.objects.filter(key=plan.pk).count() == 2
    assert MealPlan.objects.get(pk=plan.pk).description == ""
    draft = Draft.objects.get(user=colleague, key=plan.pk)
    news = {
        "type": "meal-plan", "id": str(plan.pk), "saveId": "two", "revision": draft.revision, "version": 3,
        "changes": {},
    }  # fmt: skip
    answer = signed_in(colleague).post("/api/drafts/", news, content_type="application/json").json()
    assert answer["version"] == 4
    assert any("menu/days/d1" in path for path in answer["remote"])
    assert Draft.objects.get(user=colleague, key=plan.pk).data["description"] == "Typing"


def test_a_food_that_is_gone_is_named_and_nothing_is_saved(
    owner: User, save_plan: SavePlan, dal: Food
) -> None:
    plan = save_plan(menu=lunch_of(dal))
    plan = save_plan(menu=menu(day("Monday")))
    dal.delete()
    for answer in (signed_in(owner).get(url(plan, "1/restore/")), restore(owner, plan, 1)):
        assert answer.status_code == 422
        assert "Lunch" in answer.context["refusals"][0]
    assert latest(plan).version == 2


def test_a_meal_without_its_day_asks_for_the_day(owner: User, save_plan: SavePlan, plan: MealPlan) -> None:
    document = two_days(d1_lunch="Dal")
    document["days"].pop()
    plan = save_plan(menu=document)
    answer = signed_in(owner).get(url(plan, "2/restore/?day=d2&meal=m2"))
    assert told(answer) == "The plan no longer has this day. Restore the whole day instead."
    restore(owner, plan, 2, "?day=d2")
    assert names(plan) == ["Dal", "Rice", "Roti"]


@pytest.mark.parametrize(
    "page",
    [
        "9/restore/",
        "1/restore/?day=d9",
        "1/restore/?day=d1&meal=m9",
        "1/restore/?day=d1/meals/m1",
        "1/restore/?day=%00",
        "99999999999999999999/restore/",
        "99999999999999999999/name/",
    ],
)
def test_forged_addresses_are_not_found(owner: User, plan: MealPlan, page: str) -> None:
    browser = signed_in(owner)
    assert browser.get(url(plan, page)).status_code == 404
    assert browser.post(url(plan, page), {"version": 3}).status_code == 404


def test_counsellors_restore_drafts_only(counsellor: User, plan: MealPlan) -> None:
    MealPlan.objects.filter(pk=plan.pk).update(status="published")
    assert restore(counsellor, plan, 1).status_code == 404
    MealPlan.objects.filter(pk=plan.pk).update(status="draft")
    assert restore(counsellor, plan, 1).status_code == 302


def test_a_published_plan_freezes_what_comes_back(owner: User, make_plan: MakePlan, dal: Food) -> None:
    plan = make_plan(menu=lunch_of(dal), status="published", figures={})
    MealPlan.objects.filter(pk=plan.pk).update(menu=menu(day("Monday")))
    assert restore(owner, plan, 1).status_code == 302
    now = MealPlan.objects.get(pk=plan.pk)
    assert now.figures[str(dal.pk)]["nutrients"] == {"kcal": 150}
    assert list(Revision.objects.filter(key=plan.pk).values_list("version", flat=True)) == [2, 1]


def test_who_sees_a_template_is_not_brought_back(owner: User, world: World) -> None:
    key = world["shared diet template"]
    browser = signed_in(owner)
    DietTemplate.objects.filter(pk=key).update(is_shared=False, name="Another name")
    assert browser.post(f"/diet-templates/{key}/history/1/restore/", {"version": 1}).status_code == 302
    now = DietTemplate.objects.get(pk=key)
    assert (now.name, now.is_shared) == ("A week", False)


def test_the_care_team_is_not_brought_back(owner: User, counsellor: User, world: World) -> None:
    key = world["client"]
    CareTeamMember.objects.filter(client_id=key, user=counsellor).delete()
    Client.objects.filter(pk=key).update(name="Another name")
    answer = signed_in(owner).post(f"/clients/{key}/history/1/restore/", {"version": 1})
    assert answer.status_code == 302
    assert Client.objects.get(pk=key).name == "Asha Rao"
    assert not CareTeamMember.objects.filter(client_id=key, user=counsellor).exists()
