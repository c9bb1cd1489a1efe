"""A round trip through a file changes nothing; what would lose or mix records is refused in words."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.drafts.models import Draft
from apps.foods.models import Food, Measure
from apps.operations.database import LEFT_OUT, Database
from apps.operations.models import UnfinishedRestore
from apps.operations.records import Table, line_of
from apps.practice.models import Practice
from tests.conftest import PASSWORD
from tests.drafts.devices import Device
from tests.drafts.sample.models import Note
from tests.operations.conftest import LONG_AGO
from tests.operations.practice import records_of, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]


def restored(path: Path, *options: str) -> None:
    call_command("restore", str(path), *options)


def refusal(path: Path, *options: str) -> str:
    with pytest.raises(CommandError) as caught:
        restored(path, *options)
    return str(caught.value)


def backed_up(path: Path) -> dict[str, list[str]]:
    call_command("backup", str(path))
    return records_of(path)


def test_what_is_restored_is_what_was_backed_up(backup: Path, folder: Path) -> None:
    records = records_of(backup)
    Database().clear()
    assert User.objects.count() == 0
    restored(backup)
    assert backed_up(folder / "again.backup") == records
    assert not UnfinishedRestore.objects.exists()


def test_every_model_of_the_application_is_in_it(backup: Path) -> None:
    kept = {model._meta.label for model in apps.get_models(include_auto_created=True)} - LEFT_OUT
    records = records_of(backup)
    assert set(records) == kept
    assert [model for model in records if not records[model]] == ["foods.FoodWord"]


def test_keys_times_numbers_and_bodies_are_as_they_were(backup: Path) -> None:
    food, note, draft = Food.objects.get(name="Dal"), Note.objects.get(), Draft.objects.values().get()
    Database().clear()
    restored(backup)
    again = Food.objects.get(name="Dal")
    assert bytes(Practice.objects.get().logo or b"") == b"\x89PNG\x00\xff"
    assert (again.pk, again.updated_at, again.nutrients) == (food.pk, LONG_AGO, food.nutrients)
    assert list(again.nutrients) == ["kcal", "protein_g", "fat_g"]
    assert Measure.objects.get().grams == 150.5
    saved = Note.objects.get()
    fields = ("pk", "title", "text", "amount", "sheet", "tags", "version", "created_by_id")
    assert [getattr(saved, name) for name in fields] == [getattr(note, name) for name in fields]
    there = Draft.objects.values().get()
    assert line_of(tuple(there.values())) == line_of(tuple(draft.values()))


def test_people_sign_in_and_are_offered_their_drafts(backup: Path, practice: Device) -> None:
    Database().clear()
    restored(backup)
    browser = Browser()
    assert browser.login(email="owner@practice.test", password=PASSWORD)
    answer = browser.get("/api/drafts/", {"type": "note", "id": str(practice.key)}).json()
    assert answer["draft"]["data"]["text"] == "typed, not saved"


def test_what_has_expired_stays_away(backup: Path, capsys: pytest.CaptureFixture[str]) -> None:
    past = timezone.now() - timedelta(days=1)
    Draft.objects.update(expires_at=past)
    old = backup.with_name("old.backup")
    call_command("backup", str(old))
    Database().clear()
    restored(old)
    assert not Draft.objects.exists()
    assert "Left out, because their time is over: 1" in capsys.readouterr().out


def test_a_damaged_file_changes_nothing(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-30])
    assert "is damaged near line" in refusal(backup, "--replace", "--anyway")
    assert User.objects.count() == 5
    assert not UnfinishedRestore.objects.exists()


def test_a_database_that_is_not_empty(backup: Path) -> None:
    assert "not empty, and nothing was changed" in refusal(backup)


def test_replacing_asks_for_a_closed_site(backup: Path) -> None:
    assert "maintenance on" in refusal(backup, "--replace")


@pytest.mark.usefixtures("closed")
def test_replacing_leaves_nothing_else(backup: Path, folder: Path) -> None:
    Food.objects.create(name="Added later")
    Note.objects.update(title="Changed later")
    restored(backup, "--replace")
    assert backed_up(folder / "again.backup") == records_of(backup)


def test_a_file_of_a_newer_release(backup: Path) -> None:
    Database().clear()
    rewrite(backup, lambda lines: lines[0]["migrations"].append("foods.0099_later"))  # type: ignore[call-overload]
    assert "newer DTPS" in refusal(backup)
    assert "foods.0099_later" in refusal(backup)


def test_a_file_of_an_older_state_says_how(backup: Path) -> None:
    before: list[str] = []

    def older(lines: Any) -> None:
        *_rest, last, newest = sorted(name for name in lines[0]["migrations"] if name.startswith("accounts."))
        lines[0]["migrations"].remove(newest)
        before.append(last.removeprefix("accounts."))

    Database().clear()
    rewrite(backup, older)
    assert f"manage.py migrate accounts {before[0]}; then restore" in refusal(backup)


def stop_at_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is stopped when the measures of foods are due."""
    write = Table._write

    def failing(table: Table, lines: list[str]) -> int:
        if table.label == "foods.Measure":
            raise KeyboardInterrupt
        return write(table, lines)

    monkeypatch.setattr(Table, "_write", failing)


def test_an_interrupted_restore_is_told_and_goes_on(
    backup: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Database().clear()
    with monkeypatch.context() as patch:
        stop_at_measures(patch)
        with pytest.raises(KeyboardInterrupt):
            restored(backup)
    assert Food.objects.count() == 4
    with pytest.raises(CommandError, match="not whole"):
        call_command("backup", str(folder / "half.backup"))
    assert not (folder / "half.backup").exists()

    inserted: list[str] = []
    insert = Table._insert

    def counted(table: Table, rows: list[list[Any]]) -> None:
        inserted.append(table.label)
        insert(table, rows)

    monkeypatch.setattr(Table, "_insert", counted)
    restored(backup)
    assert "foods.Measure" in inserted
    assert not {"foods.Food", "accounts.User"} & set(inserted)
    assert backed_up(folder / "again.backup") == records_of(backup)


def test_what_differs_after_an_interruption_is_put_right(backup: Path, folder: Path) -> None:
    Note.objects.update(title="Half written")
    UnfinishedRestore.objects.create()
    restored(backup)
    assert backed_up(folder / "again.backup") == records_of(backup)


def test_records_that_the_file_does_not_have_are_reported(backup: Path) -> None:
    Food.objects.create(name="Of another restore")
    UnfinishedRestore.objects.create()
    assert "foods.Food: 5 records instead of 4" in refusal(backup)
    assert UnfinishedRestore.objects.exists()


def test_values_that_did_not_arrive_are_reported(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = Table._parse

    def spoiled(table: Table, line: str) -> list[Any]:
        values = parse(table, line)
        return [150.0 if value == 150.5 else value for value in values]

    Database().clear()
    monkeypatch.setattr(Table, "_parse", spoiled)
    assert "foods.Measure: other values in 1 records" in refusal(backup)


@pytest.mark.django_db(transaction=True)
def test_a_record_that_the_database_refuses_is_reported(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(table: Table, rows: list[list[Any]]) -> None:
        raise IntegrityError("somebody's name")

    Database().clear()
    monkeypatch.setattr(Table, "_insert", refused)
    words = refusal(backup)
    assert "refused a record of" in words
    assert "somebody" not in words


def test_large_records_are_written_in_small_batches(
    backup: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.operations.records.LARGEST_BATCH", 1)
    Database().clear()
    restored(backup)
    assert backed_up(folder / "again.backup") == records_of(backup)


def test_drafts_are_copied_as_they_lie_there(backup: Path) -> None:
    """Not as the model completes them when it loads one: the latest saves wait beside the content."""
    line = records_of(backup)["drafts.Draft"][0]
    assert json.loads(line)[Table(Draft).section.fields.index("saves")]
