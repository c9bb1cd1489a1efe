"""Plans of the owner with a history."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import User
from apps.drafts.forms import form_data, post_data
from apps.drafts.kinds import get_kind
from apps.drafts.saving import Submission, save_record
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.meal_plans.conftest import MakePlan, client_record, dal, make_plan
from tests.menus.build import Node, day, item, meal, menu, option

__all__ = ["client_record", "dal", "make_plan"]

SavePlan = Callable[..., MealPlan]
PLAN = get_kind("meal-plan")


def two_days(**lines: str) -> Node:
    """Two days with lunch and dinner each; `d1_lunch="Dal"` writes one line of 100 kcal into that meal."""

    def written(number: int, slot: str) -> Node:
        name = lines.get(f"d{number}_{slot}")
        return meal(slot, option(*([item(name, nutrients={"kcal": 100}, note="")] if name else [])))

    return menu(*(day("", written(number, "lunch"), written(number, "dinner")) for number in (1, 2)))


@pytest.fixture
def save_plan(make_plan: MakePlan, owner: User) -> SavePlan:
    """Saves a plan as its editor does; the first call makes it, and `by` says who saves."""
    made: list[MealPlan] = []

    def save(by: User | None = None, **fields: Any) -> MealPlan:
        if not made:
            made.append(make_plan(**fields))
            return made[0]
        plan = MealPlan.objects.get(pk=made[0].pk)
        data = {**form_data(PLAN.form(instance=plan, user=by or owner)), **fields}
        outcome = save_record(by or owner, PLAN, plan.pk, Submission(post_data(data), plan.version))
        assert isinstance(outcome.record, MealPlan), outcome.form.errors
        return MealPlan.objects.get(pk=plan.pk)

    return save


@pytest.fixture
def plan(save_plan: SavePlan) -> MealPlan:
    """Saved three times: lunches, then a dinner on day 2, then another lunch on day 1 and a new name."""
    save_plan(menu=two_days(d1_lunch="Dal", d2_lunch="Rice"), length_days=2)
    save_plan(menu=two_days(d1_lunch="Dal", d2_lunch="Rice", d2_dinner="Roti"))
    changed = two_days(d1_lunch="Khichdi", d2_lunch="Rice", d2_dinner="Roti")
    return save_plan(menu=changed, name="Second name")


def url(plan: MealPlan, page: str = "") -> str:
    """The address of a page of the plan's history."""
    return f"/meal-plans/{plan.pk}/history/{page}"


def restore(user: User, plan: MealPlan, version: int, part: str = "", seen: str = "") -> Any:
    """The answer to the confirmed restoring of a part of `version`, by somebody who was shown the plan as
    `plan` has it or at the version `seen`."""
    form = {"version": seen or plan.version}
    return signed_in(user).post(url(plan, f"{version}/restore/{part}"), form)
