"""One record of each kind in the hands of the cast, for tests that go through the whole site."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.test import Client as Browser

from apps.accounts.models import DeviceSession, User
from apps.clients.kinds import MEASUREMENT, NOTE
from apps.clients.models import Client, ClientNote, Measurement
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.diet_templates.services import insert_record
from apps.drafts.kinds import Kind
from apps.drafts.models import VersionedRecord
from apps.exchange.models import Upload
from apps.foods.models import Correction, Food, Recipe
from apps.meal_plans.kinds import MEAL_PLAN, MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan, MealPlanTemplate
from apps.menus.new import new_menu
from apps.notifications.models import Kind as NewsKind
from apps.notifications.models import Notification
from apps.notifications.services import notify
from apps.saved_meals.content import checked_meal
from apps.saved_meals.services import keep_meal
from apps.sharing.models import ShareLink, end_of, token_hash
from tests.exchange.uploads import archive

ROLES = ("visitor", "admin", "owner", "colleague", "counsellor", "stranger")
World = dict[str, str]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHARE_TOKEN = "a-token-of-a-shared-plan"


@pytest.fixture
def people(
    admin_user: User, owner: User, colleague: User, counsellor: User, stranger: User
) -> dict[str, User]:
    """The cast by role."""
    return dict(zip(ROLES[1:], (admin_user, owner, colleague, counsellor, stranger), strict=True))


@pytest.fixture
def world(people: dict[str, User]) -> World:
    """The keys of one record of each kind: the owner's, with everybody but the stranger in the care team."""
    owner = people["owner"]
    records: dict[str, Model] = {}

    def insert(called: str, kind: Kind, model: type[VersionedRecord], **fields: Any) -> None:
        records[called] = insert_record(kind, model(**fields), owner)

    team = [str(people[role].pk) for role in ("owner", "colleague", "counsellor")]
    browser = Browser()
    browser.force_login(owner)
    records["owner's session"] = DeviceSession.objects.get()
    browser.post(f"/clients/create/?key={uuid4()}", {"name": "Asha Rao", "care_team": team})
    records["client"] = Client.objects.get()
    about = {"client": records["client"]}
    insert("measurement", MEASUREMENT, Measurement, **about, weight_kg="72.5")
    insert("removed measurement", MEASUREMENT, Measurement, **about, weight_kg="7.2", removed_at=NOON)
    insert("note", NOTE, ClientNote, **about, text="Walks an hour a day.")
    for is_shared, sharing in enumerate(("private", "shared")):
        fields = {**menu_fields(), "owner": owner, "is_shared": bool(is_shared)}
        insert(f"{sharing} diet template", DIET_TEMPLATE, DietTemplate, **fields)
        insert(f"{sharing} plan template", MEAL_PLAN_TEMPLATE, MealPlanTemplate, **fields)
        fields = {"name": "Poha", "slot": "breakfast", "is_shared": bool(is_shared), "menu": saved_menu()}
        records[f"{sharing} saved meal"], _ = keep_meal(user=owner, key=uuid4(), **fields)
    fields = {"name": "Upma", "slot": "breakfast", "is_shared": True, "menu": saved_menu()}
    removed, _ = keep_meal(user=owner, key=uuid4(), **fields)
    removed.remove()
    records["removed saved meal"] = removed
    for name, status in (("plan", "draft"), ("published plan", "published")):
        fields = {**menu_fields(), "client": records["client"], "start_date": date(2026, 3, 2)}
        insert(name, MEAL_PLAN, MealPlan, **fields, status=status)
    link = ShareLink(plan_id=records["published plan"].pk, expires_at=end_of(14), created_by=owner)
    link.token_hash, link.code_hash = token_hash(SHARE_TOKEN), link.code_hash_of("123456")
    link.save(force_insert=True)
    records["share link"] = link
    for called, source in (("food", "fndds"), ("own food", "practice"), ("recipe", "recipe")):
        records[called] = Food.objects.create(name=called, source=source)
    for sheet, called in ((Recipe, "recipe"), (Correction, "food")):
        sheet.objects.create(pk=records[called].pk, food_id=records[called].pk)
    records["upload"] = Upload.objects.create(
        kind="foods", name="foods.zip", content=archive({"foods.csv": "id"}), owner=people["admin"]
    )
    notify(recipients=[owner], kind=NewsKind.SYSTEM, title="News", link="/clients/")
    records["notification"] = Notification.objects.get(recipient=owner)
    return {name: str(record.pk) for name, record in records.items()}


def menu_fields() -> dict[str, Any]:
    """What every record with a menu has."""
    return {"name": "A week", "menu": new_menu(uuid4(), days=1), "length_days": 1}


def saved_menu() -> dict[str, Any]:
    """What a saved meal holds: one line of free text."""
    option = {"id": "o", "position": "i", "items": [{"id": "i", "position": "i", "name": "Poha"}]}
    return checked_meal(name="Poha", slot="breakfast", options=[option])
