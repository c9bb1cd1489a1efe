"""Who is told what about the plans of clients."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.news import tell_of_save
from apps.drafts.kinds import Saved
from apps.meal_plans.models import MealPlan
from apps.menus.services import note_foods
from apps.notifications.models import Kind
from apps.notifications.services import notify


def plan_saved(saved: Saved) -> None:
    """Tells those whom the description mentions, and who has the plan open; the foods are recent now."""
    note_foods(saved.user, (saved.before or {}).get("menu"), saved.after["menu"])
    tell_of_save(saved, "description")


def tell_published(plan: MealPlan, by: User) -> None:
    """Tells the care team of the client that the plan is published."""
    _tell_team(plan, by, _("“{plan}” is published for {client}"))


def tell_withdrawn(plan: MealPlan, by: User) -> None:
    """Tells the care team of the client that a published plan is a draft again."""
    _tell_team(plan, by, _("“{plan}” for {client} is a draft again"))


def _tell_team(plan: MealPlan, by: User, title: Any) -> None:
    notify(
        recipients=plan.client.members(),
        kind=Kind.PLAN_PUBLISHED,
        title=format_lazy(title, plan=plan.name, client=plan.client.name),
        text=format_lazy(_("By {person}."), person=str(by)),
        link=plan.get_absolute_url(),
        actor=by,
        about=("meal-plan", plan.pk),
    )
