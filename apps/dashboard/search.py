"""The search over everything somebody may see: clients, plans, templates, saved meals, foods, pages.

Each kind is asked through its own `visible_to` and answers at most a handful, so a search costs the same few
queries whatever it finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.dashboard.site_pages import pages_for
from apps.diet_templates.models import DietTemplate
from apps.foods.services import search_foods
from apps.foods.words import words_of
from apps.meal_plans.models import MealPlan, MealPlanTemplate
from apps.saved_meals.models import SavedMeal

MOST = 5
LONGEST = 100
SHORTEST = 2  # letters; one alone is in nearly every name


@dataclass(frozen=True)
class Hit:
    """One result: its name, a note that tells it from others, and where it leads."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Group:
    """The results of one kind; `more` leads to the list with the same search, empty when all are here."""

    kind: str
    label: str
    icon: str
    hits: Sequence[Hit]
    more: str = ""


def search(user: User, text: str) -> list[Group]:
    """What `user` may see and `text` finds, by kind, without kinds that have nothing.

    Every word has to be there. [] for less than two letters; of a text that is too long its beginning counts.
    """
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    kinds = (_clients, _plans, _plan_templates, _diet_templates, _saved_meals, _foods, _pages)
    return [group for find in kinds if (group := find(user, text)).hits]


def as_json(group: Group) -> dict[str, Any]:
    """A group as the API answers it; `more` is null when all are here."""
    results = [{"title": hit.title, "note": hit.note, "url": hit.url} for hit in group.hits]
    return {
        "kind": group.kind, "label": group.label, "icon": group.icon, "results": results,
        "more": group.more or None,
    }  # fmt: skip


def _group(kind: str, label: str, icon: str, hits: list[Hit], address: str, text: str) -> Group:
    more = f"{reverse(address)}?{urlencode({'q': text, 'status': 'all'})}" if len(hits) > MOST else ""
    return Group(kind, label, icon, hits[:MOST], more)


def _clients(user: User, text: str) -> Group:
    found = Client.objects.visible_to(user).search(text).order_by("is_archived", "name", "pk")
    hits = [
        Hit(client.name, _("Archived") if client.is_archived else client.email or client.phone,
            client.get_absolute_url())
        for client in found[: MOST + 1]
    ]  # fmt: skip
    return _group("client", _("Clients"), "people", hits, "clients:list", text)


def _plans(user: User, text: str) -> Group:
    hits = [
        Hit(
            plan.name,
            _("%(client)s, from %(day)s") % {
                "client": plan.client, "day": date_format(plan.start_date, "DATE_FORMAT"),
            },
            plan.get_absolute_url(),
        )
        for plan in MealPlan.objects.visible_to(user).search(text).for_list()[: MOST + 1]
    ]  # fmt: skip
    return _group("meal-plan", _("Meal plans"), "plan", hits, "meal_plans:list", text)


def _plan_templates(user: User, text: str) -> Group:
    hits = _templates(MealPlanTemplate, user, text)
    return _group(
        "meal-plan-template", _("Meal plan templates"), "template", hits, "meal_plan_templates:list", text
    )


def _diet_templates(user: User, text: str) -> Group:
    hits = _templates(DietTemplate, user, text)
    return _group("diet-template", _("Diet templates"), "diet", hits, "diet_templates:list", text)


def _templates(model: Any, user: User, text: str) -> list[Hit]:
    found = model.objects.visible_to(user).filter(is_archived=False).search(text).for_list()[: MOST + 1]
    return [Hit(one.name, str(one.owner), one.get_absolute_url()) for one in found]


def _saved_meals(user: User, text: str) -> Group:
    """Those whose names or foods have the words; signs alone, which are no words, find none."""
    meals = SavedMeal.objects.visible_to(user) if words_of(text) else SavedMeal.objects.none()
    found = meals.search(text).defer("menu").prefetch_related("owner")
    hits = [Hit(meal.name, str(meal.owner), meal.get_absolute_url()) for meal in found[: MOST + 1]]
    return _group("saved-meal", _("Saved meals"), "star", hits, "saved-meals:list", text)


def _foods(user: User, text: str) -> Group:
    """Foods with their energy; each leads to its page."""
    hits = [
        Hit(
            food["name"],
            _("energy not known")
            if food["kcal"] is None
            else _("%(kcal)s kcal in 100 g") % {"kcal": round(food["kcal"])},
            reverse("food-pages:detail", args=[food["id"]]),
        )
        for food in search_foods(text, MOST)
    ]
    return Group("food", _("Foods"), "diet", hits)


def _pages(user: User, text: str) -> Group:
    words = text.casefold().split()
    found = [
        (title, url) for title, url in pages_for(user) if all(word in title.casefold() for word in words)
    ]
    return Group("page", _("Pages"), "home", [Hit(title, "", url) for title, url in found[:MOST]])
