"""Publishing, taking back, putting away: and the figures that a published plan keeps."""

import json
from typing import Any

import pytest

from apps.accounts.models import User
from apps.foods.models import Food
from apps.meal_plans.forms import MealPlanForm
from apps.meal_plans.models import MealPlan, PlanStep
from apps.meal_plans.services import withdraw_plan
from apps.notifications.models import Notification
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan, lunch_of


@pytest.fixture
def written(make_plan: MakePlan, dal: Food) -> MealPlan:
    """A draft with 200 g of dal."""
    return make_plan(menu=lunch_of(dal))


def send(user: User, plan: MealPlan, action: str, **data: Any) -> Any:
    return signed_in(user).post(f"/meal-plans/{plan.pk}/{action}/", data, follow=True)


def publish(user: User, plan: MealPlan) -> None:
    send(user, plan, "publish", version=plan.version)
    plan.refresh_from_db()


def kcal_shown(user: User, plan: MealPlan) -> str:
    sheet = signed_in(user).get(f"/meal-plans/{plan.pk}/").context["sheet"]
    return str(sheet.average[0].amount)


def test_it_works(owner: User, written: MealPlan, dal: Food) -> None:
    answer = send(owner, written, "publish", version=1)
    written.refresh_from_db()
    assert written.is_published
    assert "is published" in answer.content.decode()
    frozen = written.figures[str(dal.pk)]
    assert (frozen["name"], frozen["source"], frozen["source_id"]) == ("Dal", "test", "test:dal")
    assert frozen["nutrients"] == {"kcal": 150}


def test_a_published_plan_keeps_its_figures(owner: User, written: MealPlan, dal: Food) -> None:
    publish(owner, written)
    Food.objects.update(nutrients={"kcal": 999})
    assert kcal_shown(owner, written) == "300"
    dal.delete()
    assert kcal_shown(owner, written) == "300"


def test_a_draft_goes_with_the_food_table(owner: User, written: MealPlan) -> None:
    Food.objects.update(nutrients={"kcal": 100})
    assert kcal_shown(owner, written) == "200"


def test_foods_that_come_in_later_are_frozen_then(owner: User, written: MealPlan, dal: Food) -> None:
    publish(owner, written)
    Food.objects.update(nutrients={"kcal": 999})
    rice = Food.objects.create(source_id="test:rice", source="test", name="Rice", nutrients={"kcal": 100})
    changed = lunch_of(dal)
    items = changed["days"][0]["meals"][0]["options"][0]["items"]
    items.append({**items[0], "id": "new", "position": "z", "name": "Rice", "food_id": str(rice.pk)})
    data = {"name": "x", "start_date": "2026-03-02", "version": "1", "menu": json.dumps(changed)}
    signed_in(owner).post(f"/meal-plans/{written.pk}/edit/", data)
    written.refresh_from_db()
    assert written.is_published
    assert {food["name"]: food["nutrients"]["kcal"] for food in written.figures.values()} == {
        "Dal": 150,
        "Rice": 100,
    }
    assert kcal_shown(owner, written) == "500"


@pytest.mark.parametrize(
    ("before", "meanwhile", "kept"), [("draft", "published", {"Dal"}), ("published", "draft", set())]
)
def test_a_save_in_the_same_moment_starts_over(
    owner: User,
    written: MealPlan,
    dal: Food,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    meanwhile: str,
    kept: set[str],
) -> None:
    """A published plan has figures of all its foods, a draft of none: also when it was flipped meanwhile."""
    MealPlan.objects.update(status=before)
    cleaned = MealPlanForm.clean
    times = []

    def flipped_on_the_way(form: MealPlanForm) -> Any:
        times.append(form.instance.status)
        answer = cleaned(form)
        MealPlan.objects.update(status=meanwhile, figures={})
        return answer

    monkeypatch.setattr(MealPlanForm, "clean", flipped_on_the_way)
    data = {"name": "x", "start_date": "2026-03-02", "version": "1", "menu": json.dumps(lunch_of(dal))}
    signed_in(owner).post(f"/meal-plans/{written.pk}/edit/", data)
    written.refresh_from_db()
    assert (times, written.status, written.version) == ([before, meanwhile], meanwhile, 2)
    assert {food["name"] for food in written.figures.values()} == kept


def test_not_what_was_saved_since_it_was_looked_at(owner: User, written: MealPlan) -> None:
    MealPlan.objects.update(version=2)
    answer = send(owner, written, "publish", version=1)
    written.refresh_from_db()
    assert not written.is_published
    assert "check and publish again" in answer.content.decode()


def test_not_what_is_saved_in_the_same_moment(written: MealPlan) -> None:
    MealPlan.objects.update(version=2)
    assert not written.publish({})
    written.refresh_from_db()
    assert not written.is_published


def test_publishing_twice_keeps_the_first_figures(owner: User, written: MealPlan) -> None:
    publish(owner, written)
    Food.objects.update(nutrients={"kcal": 999})
    publish(owner, written)
    assert kcal_shown(owner, written) == "300"


def test_back_to_draft(owner: User, written: MealPlan) -> None:
    publish(owner, written)
    Food.objects.update(nutrients={"kcal": 100})
    send(owner, written, "withdraw")
    written.refresh_from_db()
    assert (written.status, written.figures) == ("draft", {})
    assert kcal_shown(owner, written) == "200"


def test_archiving_keeps_the_figures(owner: User, written: MealPlan) -> None:
    publish(owner, written)
    send(owner, written, "archive")
    written.refresh_from_db()
    assert written.is_archived
    Food.objects.update(nutrients={"kcal": 999})
    assert kcal_shown(owner, written) == "300"


@pytest.mark.parametrize("action", ["publish", "withdraw", "archive"])
@pytest.mark.parametrize("who", ["counsellor", "stranger"])
def test_not_by_everybody(request: pytest.FixtureRequest, plan: MealPlan, action: str, who: str) -> None:
    answer = send(request.getfixturevalue(who), plan, action, version=1)
    plan.refresh_from_db()
    assert (answer.status_code, plan.status) == (404, "draft")


@pytest.mark.parametrize("action", ["publish", "withdraw", "archive"])
def test_not_by_get(owner: User, plan: MealPlan, action: str) -> None:
    assert signed_in(owner).get(f"/meal-plans/{plan.pk}/{action}/").status_code == 405


def test_taking_back_what_was_published_tells_the_care_team(
    owner: User, colleague: User, written: MealPlan
) -> None:
    publish(owner, written)
    send(owner, written, "withdraw")
    titles = Notification.objects.filter(recipient=colleague).values_list("title", flat=True)
    assert sorted(titles) == [
        "“First plan” for Asha Rao is a draft again",
        "“First plan” is published for Asha Rao",
    ]


def test_a_draft_is_not_taken_back_and_nobody_is_told(owner: User, written: MealPlan) -> None:
    answer = send(owner, written, "withdraw")
    assert "was a draft already" in answer.content.decode()
    send(owner, written, "archive")
    send(owner, written, "withdraw")
    assert not Notification.objects.exists()


def test_of_two_who_take_back_at_once_one_does(owner: User, written: MealPlan) -> None:
    publish(owner, written)
    same = MealPlan.objects.get()
    assert withdraw_plan(written, by=owner)
    assert not withdraw_plan(same, by=owner)
    assert "archived already" not in send(owner, written, "archive").content.decode()
    assert "archived already" in send(owner, written, "archive").content.decode()


def test_each_step_is_noted_once_with_who_took_it(owner: User, written: MealPlan) -> None:
    publish(owner, written)
    for action in ("withdraw", "withdraw", "archive", "archive"):
        send(owner, written, action)
    steps = PlanStep.objects.filter(plan=written, by=owner).order_by("at").values_list("status", flat=True)
    assert list(steps) == ["published", "draft", "archived"]
