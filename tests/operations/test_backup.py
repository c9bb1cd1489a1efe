"""A backup is of one moment, while people go on saving."""

import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from pymongo.errors import OperationFailure

from apps.foods.models import Food
from apps.operations.backing_up import back_up
from apps.operations.database import Database
from tests.drafts.devices import Device
from tests.operations.practice import records_of

pytestmark = pytest.mark.urls("tests.drafts.sample.urls")


def in_a_thread_of_its_own(name: str) -> None:
    """Adds a food as another process would, and waits until it is saved."""

    def save() -> None:
        Food.objects.create(name=name)
        connection.close()

    thread = threading.Thread(target=save)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_meanwhile_is_for_the_next_one(practice: Device, folder: Path) -> None:
    saved: list[str] = []

    def save(number: int) -> None:
        if not saved:
            saved.append("Saved meanwhile")
            in_a_thread_of_its_own(saved[0])

    assert Database().tables[0].label == "accounts.User", "foods are read after the first record of these"
    back_up(folder / "first.backup", save)
    back_up(folder / "second.backup")
    assert Food.objects.filter(name="Saved meanwhile").exists()
    first, second = (
        len(records_of(folder / name)["foods.Food"]) for name in ("first.backup", "second.backup")
    )
    assert (first, second) == (4, 5)


@pytest.mark.django_db
def test_it_says_what_is_in_the_file(
    practice: Device, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup", str(folder / "practice.backup"))
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"Backed up and read back: {folder}/practice.backup"
    assert printed[1].split()[:2] == ["accounts.User", "5"]
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", str(folder / "practice.backup"))


@pytest.mark.django_db
def test_a_snapshot_that_is_gone_is_explained(
    practice: Device, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_old(number: int) -> None:
        raise DatabaseError from OperationFailure("Read timestamp is older than the oldest", code=239)

    with pytest.raises(Exception, match="minSnapshotHistoryWindowInSeconds"):
        back_up(folder / "practice.backup", too_old)
    assert not list(folder.glob("practice*"))
