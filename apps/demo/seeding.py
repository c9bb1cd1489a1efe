"""Fills an installation with the demo practice.

Every record has a key that follows from its name: what is there already, changed by somebody or not, stays.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid5

from django.utils import timezone

from apps.accounts.models import User
from apps.clients.kinds import CLIENT, MEASUREMENT
from apps.clients.models import Client
from apps.demo.catalogue import (
    DIET_TEMPLATES,
    MEAL_PLAN_TEMPLATES,
    PLANS,
    SAVED_MEALS,
    Kept,
    Plan,
    Template,
)
from apps.demo.menu_text import TableFood, parse_menu
from apps.demo.news import tell_the_team
from apps.demo.people import CLIENTS, PASSWORD, STAFF, Person
from apps.demo.records import DISHES, VISITS, Dish, Visit
from apps.diet_templates.header import RANGED, TemplateRecord
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.drafts.forms import form_data, post_data
from apps.drafts.kinds import Kind
from apps.drafts.models import VersionedRecord
from apps.drafts.saving import Submission, save_record
from apps.foods.kinds import RECIPE
from apps.foods.models import Food
from apps.foods.services import foods_for_menu, load_starter_foods
from apps.history.services import name_version
from apps.history.versions import History
from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan
from apps.meal_plans.services import plan_from_template
from apps.saved_meals.content import checked_meal
from apps.saved_meals.models import SavedMeal
from apps.saved_meals.services import keep_meal

NAMESPACE = UUID("5d2f6a1e-3c58-4f0e-9a35-6c1d0f6f2b77")
MENUS = Path(__file__).resolve().parent / "menus"
STARTER = "starter:"
PLAN_DAYS = 7

Team = Mapping[str, User]
Foods = Mapping[str, TableFood]


class SeedingError(Exception):
    """The demo data does not pass the validation that people's work passes; the message says where."""


def seed(today: date | None = None) -> None:
    """Makes the demo practice, or what is missing of it. `today` places the plans in time."""
    today = today or timezone.localdate()
    is_new = not User.objects.filter(email__in=[person.email for person in STAFF]).exists()
    load_starter_foods()
    foods = starter_foods()
    team = {person.email: _staff(person.email, person.name, person.role) for person in STAFF}
    clients = {person.name: _client(person, team) for person in CLIENTS}
    templates = {
        template.name: (kind, _template(kind, template, team, foods))
        for kind, rows in ((DIET_TEMPLATE, DIET_TEMPLATES), (MEAL_PLAN_TEMPLATE, MEAL_PLAN_TEMPLATES))
        for template in rows
    }
    for plan in PLANS:
        _plan(plan, *templates[plan.template], clients[plan.client], team, today)
    for visit in VISITS:
        _visit(visit, clients[visit.client], team, today)
    for dish in DISHES:
        _dish(dish, team, foods)
    for kept in SAVED_MEALS:
        _saved_meal(kept, team, foods)
    if is_new:
        tell_the_team(team, clients)


def starter_foods() -> dict[str, TableFood]:
    """The starter foods by what the menu texts call them."""
    names = dict(Food.objects.filter(source_id__startswith=STARTER).values_list("source_id", "pk"))
    table = foods_for_menu(names.values())
    return {
        source_id.removeprefix(STARTER): TableFood(
            str(pk),
            table[str(pk)]["name"],
            {measure["label"]: measure["grams"] for measure in table[str(pk)]["measures"]},
        )
        for source_id, pk in names.items()
    }


def key_of(kind: str, name: str) -> UUID:
    """The key of a demo record."""
    return uuid5(NAMESPACE, f"{kind} {name}")


def _staff(email: str, name: str, role: str) -> User:
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, PASSWORD, name=name, role=role)


def _client(person: Person, team: Team) -> Client:
    data = {
        **{name: value for name, value in asdict(person).items() if isinstance(value, str)},
        "birth_date": f"{2026 - person.age}-03-14",
        "allergies": [str(allergen) for allergen in person.allergies],
        "restrictions": [str(restriction) for restriction in person.restrictions],
        "care_team": [str(team[email].pk) for email in person.team],
        "no_known_allergies": not person.allergies,
        **{f"target_{key}": str(getattr(person, key)) for key in RANGED},
    }
    return cast(Client, _saved(CLIENT, person.name, data, team[person.team[0]]))


def _template(kind: Kind, template: Template, team: Team, foods: Foods) -> TemplateRecord:
    key = key_of(kind.name, template.name)
    text = (MENUS / f"{template.menu}.txt").read_text(encoding="utf-8")
    ends = {
        f"{nutrient}_{end}": str(value)
        for nutrient in RANGED
        for end, value in zip(("min", "max"), getattr(template, nutrient), strict=True)
    }
    data = {
        "name": template.name,
        "description": template.description,
        "category": template.category,
        "difficulty": template.difficulty,
        "restrictions": [str(restriction) for restriction in template.restrictions],
        "tags": ", ".join(template.tags),
        "is_shared": template.is_shared,
        "menu": parse_menu(text, key=key, foods=foods),
        **ends,
    }
    return cast(TemplateRecord, _saved(kind, template.name, data, team[template.owner]))


def _visit(visit: Visit, client: Client, team: Team, today: date) -> None:
    data = {"client": str(client.pk), "taken_on": str(today - timedelta(days=visit.days_ago)), **visit.values}
    _saved(MEASUREMENT, f"{visit.client}, {visit.days_ago} days ago", data, team[visit.by])


def _dish(dish: Dish, team: Team, foods: Foods) -> None:
    lines = [
        {
            "id": f"i{number}", "position": f"i{number}", "food_id": foods[food].id, "name": foods[food].name,
            "quantity": grams, "measure": "g", "grams": grams,
        }
        for number, (food, grams) in enumerate(dish.ingredients, start=1)
    ]  # fmt: skip
    data = {
        "name": dish.name,
        "local_names": dish.local_names,
        "ingredients": {"items": lines},
        "cooking": dish.cooking,
        "cooked_g": str(dish.cooked_g),
        "servings": str(dish.servings),
        "preparation": dish.preparation,
    }
    _saved(RECIPE, dish.name, data, team[dish.by])


def _saved(kind: Kind, name: str, data: dict[str, Any], user: User) -> VersionedRecord:
    """The record called `name`, through the same form and Save as everybody's."""
    key = key_of(kind.name, name)
    existing: VersionedRecord | None = kind.form._meta.model._default_manager.filter(pk=key).first()
    if existing is not None:
        return existing
    blank = form_data(kind.form(initial=kind.blank(key), user=user))
    outcome = save_record(user, kind, key, Submission(post=post_data({**blank, **data}), version=0))
    if outcome.record is None:
        raise SeedingError(f"{name}: {outcome.form.errors.as_text()}")
    return outcome.record


def _plan(plan: Plan, kind: Kind, template: TemplateRecord, client: Client, team: Team, today: date) -> None:
    key = key_of("meal-plan", f"{plan.client}: {plan.template}")
    if not MealPlan.objects.filter(pk=key).exists():
        made = plan_from_template(
            kind.name,
            template,
            client=client,
            start=today + timedelta(days=plan.starts_in),
            days=PLAN_DAYS,
            user=team[plan.owner],
            key=key,
        )
        if plan.checkpoint:
            name_version(
                History(MEAL_PLAN, made, team[plan.owner]), made.version, plan.checkpoint, by=team[plan.owner]
            )


def _saved_meal(kept: Kept, team: Team, foods: Foods) -> None:
    key = key_of("saved-meal", kept.name)
    if SavedMeal.objects.filter(pk=key).exists():
        return
    meal = parse_menu(f"day\n{kept.meal}", key=key, foods=foods)["days"][0]["meals"][0]
    menu = checked_meal(name=kept.name, slot=meal["slot"], options=meal["options"])
    fields = {"name": kept.name, "slot": meal["slot"], "is_shared": kept.is_shared, "menu": menu}
    keep_meal(user=team[kept.owner], key=key, **fields)
