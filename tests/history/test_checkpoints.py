"""Versions with a name."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.drafts.kinds import get_kind
from apps.history.models import Checkpoint
from apps.history.services import name_version
from apps.history.versions import History
from apps.meal_plans.models import MealPlan
from tests.conftest import signed_in
from tests.history.conftest import url


def name(user: User, plan: MealPlan, version: int, text: str) -> Any:
    """The answer to giving a name."""
    return signed_in(user).post(url(plan, f"{version}/name/"), {"name": text})


def test_a_name_is_given_changed_and_removed(owner: User, colleague: User, plan: MealPlan) -> None:
    assert name(owner, plan, 2, " before   Diwali ").status_code == 302
    [checkpoint] = Checkpoint.objects.all()
    assert (checkpoint.name, checkpoint.version, checkpoint.by) == ("before Diwali", 2, owner)
    name(colleague, plan, 2, "Diwali")
    checkpoint.refresh_from_db()
    assert (checkpoint.name, checkpoint.by) == ("Diwali", colleague)
    page = signed_in(owner).get(url(plan)).content.decode()
    assert page.index("Named versions") < page.index("Diwali") < page.index("Saves")
    assert signed_in(owner).post(url(plan, "2/unname/")).status_code == 302
    assert not Checkpoint.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, "a\0b"])
def test_what_is_no_name_is_refused_in_words(owner: User, plan: MealPlan, text: str) -> None:
    answer = name(owner, plan, 2, text)
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]


def test_a_version_that_is_none_has_no_name(owner: User, plan: MealPlan) -> None:
    assert name(owner, plan, 9, "Nothing").status_code == 404
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_name(owner: User, colleague: User, plan: MealPlan, monkeypatch: Any) -> None:
    history = History(get_kind("meal-plan"), plan, owner)
    create = Checkpoint.objects.create

    def late(**fields: Any) -> Checkpoint:
        monkeypatch.setattr(Checkpoint.objects, "create", create)
        name_version(history, 2, "Theirs", by=colleague)
        return create(**fields)

    monkeypatch.setattr(Checkpoint.objects, "create", late)
    name_version(history, 2, "Mine", by=owner)
    assert Checkpoint.objects.get().name == "Mine"
