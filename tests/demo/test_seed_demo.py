"""The demo practice: complete, believable, safe to make twice, refused where it would be a hole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from apps.accounts.models import User
from apps.clients.models import Client, Measurement
from apps.demo.catalogue import DIET_TEMPLATES, MEAL_PLAN_TEMPLATES
from apps.diet_templates.header import RANGED
from apps.diet_templates.models import DietTemplate
from apps.drafts.models import Revision
from apps.foods.models import Recipe
from apps.foods.nutrients import Nutrients
from apps.foods.services import foods_for_menu
from apps.history.models import Checkpoint
from apps.meal_plans.models import MealPlan, MealPlanTemplate
from apps.menus.reading import food_ids
from apps.menus.totals import average_day
from apps.notifications.inboxes import unread_total
from apps.notifications.models import Notification
from apps.saved_meals.models import SavedMeal

pytestmark = pytest.mark.django_db


def seeded() -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [
        model.objects.count()
        for model in (
            User, Client, DietTemplate, MealPlanTemplate, MealPlan, SavedMeal, Measurement, Recipe,
            Checkpoint, Revision, Notification,
        )
    ]  # fmt: skip


def outside_their_ranges() -> list[str]:
    """The figures of templates and plans that an average day of them does not keep."""
    outside = []
    for record in (*DietTemplate.objects.all(), *MealPlanTemplate.objects.all(), *MealPlan.objects.all()):
        table = foods_for_menu(food_ids(record.menu))
        average = average_day(record.menu, {key: Nutrients.of(food) for key, food in table.items()})
        for key in RANGED:
            amount, (low, high) = average.nutrients[key], record.range_of(key)
            if not (amount.complete and low <= amount.value <= high):
                outside.append(f"{record}: {key} {amount} is not in {low}-{high}")
    return outside


def test_it_makes_the_practice_once_and_what_somebody_changed_stays(settings: Settings) -> None:
    settings.DEMO = True
    assert "dietitian@example.com" in seeded()
    first = counts()
    assert first[:9] == [4, 12, 6, 6, 8, 3, 9, 1, 1]
    assert outside_their_ranges() == []
    assert {user.email: unread_total(user) for user in User.objects.all()} == {
        "admin@example.com": 0,
        "dietitian@example.com": 2,
        "colleague@example.com": 1,
        "counsellor@example.com": 1,
    }

    Client.objects.filter(name="Meera Demo").update(name="Meera")
    seeded()
    assert counts() == first
    assert Client.objects.filter(name="Meera").exists()
    assert not Client.objects.filter(name="Meera Demo").exists()


def test_it_is_refused_outside_a_demo(settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="DEMO=on"):
        seeded()
    assert User.objects.count() == 0


def test_the_catalogue_has_the_promised_templates() -> None:
    assert (len(DIET_TEMPLATES), len(MEAL_PLAN_TEMPLATES)) == (6, 6)
