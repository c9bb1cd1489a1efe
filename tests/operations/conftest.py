"""A practice with one record of each kind and a draft, and its backup."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pymongo import MongoClient
from pytest_django import Settings

from apps.accounts.models import SignIn, User
from apps.clients.records import ClientRemoval
from apps.exchange.models import Upload
from apps.foods.models import Correction, Food, FoodChoice, Ingredient, OwnFood, Recipe, WordGap
from apps.history.models import Checkpoint
from apps.meal_plans.models import PlanStep
from apps.notifications.models import Kind, Preference
from apps.operations.backing_up import back_up
from apps.practice.models import ONLY, Practice
from apps.saved_meals.services import keep_meal
from apps.stability.maintenance import switch_on
from apps.stability.models import Tally
from tests.drafts.devices import Device, save_note
from tests.drafts.sample.models import Note
from tests.operations.practice import make_sample_tables
from tests.world import World, saved_menu

LONG_AGO = datetime(2025, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of its own for the switch and the files."""
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


@pytest.fixture
def note(owner: User) -> Note:
    """Saved once, with text that needs care."""
    return save_note(owner, title="दाल — \u00e9 \U0001f958", text='"quoted"\\n\nnew line', amount="2.50")


@pytest.fixture
def practice(world: World, owner: User, note: Note) -> Device:
    """Somebody's device, with a draft on the server, in a practice with one record of each kind."""
    food = Food.objects.create(name="Dal", nutrients={"kcal": 343, "protein_g": 24.0, "fat_g": None})
    food.measures.create(seq=1, label="katori", grams=150.5)
    sheets = [model.objects.create(pk=food.pk, food=food) for model in (OwnFood, Correction, Recipe)]
    Ingredient.objects.create(recipe_id=sheets[-1].pk, food=food)
    FoodChoice.objects.create(user=owner, food=food, is_favourite=True)
    WordGap.objects.create(gap="paner", word="paneer")
    Food.objects.update(updated_at=LONG_AGO)
    Preference.objects.create(user=owner, kind=Kind.MENTION, channel="badge")
    Tally.objects.create(hour=LONG_AGO.replace(year=2026, month=11), name="drafts_saved", count=3)
    Practice.objects.create(pk=ONLY, name="Lotus", logo=b"\x89PNG\x00\xff", logo_type="image/png")
    PlanStep.objects.create(plan_id=world["published plan"], status="published", by=owner)
    SignIn.objects.create(user=owner, succeeded=True, browser="Firefox", system="Windows")
    ClientRemoval.objects.create(client_key=food.pk, by=owner)
    keep_meal(user=owner, key=food.pk, name="Dal", slot="lunch", is_shared=True, menu=saved_menu())
    Upload.objects.create(kind="foods", name="foods.zip", content=b"PK\x00\xff", owner=owner)
    Checkpoint.objects.create(kind="note", key=note.pk, version=1, name="As it began", by=owner)
    device = Device(owner, note.pk, note.version)
    device.type(text=[note.text, "first"])
    device.type(text=["first", "typed, not saved"])
    return device


@pytest.fixture
def backup(practice: Device, folder: Path) -> Path:
    """A backup of the practice."""
    path = folder / "practice.backup"
    back_up(path)
    return path


@pytest.fixture
def closed(practice: Device) -> None:
    """The site is under maintenance, after the practice has worked with it."""
    switch_on(10)


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[str]:
    """The address of another database of the same sort, with no tables but those of the sample app."""
    if connection.vendor != "mongodb":
        url = f"sqlite:///{folder}/elsewhere.sqlite3"
        make_sample_tables(url)
        yield url
        return
    mongodb: Any = connection
    host = mongodb.settings_dict["HOST"]
    name = f"dtps_elsewhere_{os.getpid()}"
    url = host.replace("/dtps?", f"/{name}?")
    make_sample_tables(url)
    yield url
    client: MongoClient[Any]
    with MongoClient(host) as client:
        client.drop_database(name)
