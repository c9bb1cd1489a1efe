"""Moving into another database: closed before it begins, resumed after a kill, compared at its end."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.operations.moving import run_there
from tests.operations.practice import make_sample_tables, manage, records_of, run

# The other databases are those of other processes, which see only what is committed.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.drafts.sample.urls"),
    pytest.mark.usefixtures("closed"),
]

# Stands for a kill: the process is gone in the middle, without a word or a cleanup.
KILLED_AT_MEASURES = """
import os, sys
import django
django.setup()
from django.core.management import call_command
from apps.operations.records import Table
write = Table._write
Table._write = lambda table, lines: os._exit(9) if table.label == "foods.Measure" else write(table, lines)
call_command("restore", sys.argv[1])
"""


def there(url: str, folder: Path) -> dict[str, list[str]]:
    """What the database at `url` holds."""
    path = folder / "there.backup"
    path.unlink(missing_ok=True)
    done = manage(url, "backup", str(path))
    assert done.returncode == 0, done.stderr
    return records_of(path)


def test_from_the_other_sort_of_database(backup: Path, elsewhere: str, folder: Path) -> None:
    sqlite = f"sqlite:///{folder}/source.sqlite3"
    make_sample_tables(sqlite)
    run_there(sqlite, "migrate", "--verbosity", "0")
    run_there(sqlite, "restore", str(backup))
    done = manage(sqlite, "move_database", "--to", elsewhere)
    assert done.returncode == 0, done.stderr
    assert there(elsewhere, folder) == records_of(backup)


def test_a_killed_move_goes_on(
    backup: Path, elsewhere: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run_there(elsewhere, "migrate", "--verbosity", "0")
    killed = run(elsewhere, "-c", KILLED_AT_MEASURES, str(backup))
    assert killed.returncode == 9, killed.stderr
    assert "not whole" in manage(elsewhere, "backup", str(folder / "half.backup")).stderr
    call_command("move_database", "--to", elsewhere)
    assert there(elsewhere, folder) == records_of(backup)


def test_everything_arrives_and_is_not_mixed_with_what_comes_again(
    backup: Path, elsewhere: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    call_command("move_database", "--to", elsewhere)
    printed = capfd.readouterr().out
    assert "Every record was read back, and is what the file holds" in printed
    assert printed.endswith("start, and open the site.\n")
    assert len(list((folder / "var/moves").iterdir())) == 1
    with pytest.raises(CommandError, match="did not succeed on the other database"):
        call_command("move_database", "--to", elsewhere, "--file", str(folder / "second.backup"))
    assert "not empty, and nothing was changed" in capfd.readouterr().err
    assert there(elsewhere, folder) == records_of(backup)
    call_command("move_database", "--to", elsewhere, "--file", str(folder / "third.backup"), "--replace")
    assert there(elsewhere, folder) == records_of(backup)


def test_not_while_anybody_can_save(folder: Path) -> None:
    call_command("maintenance", "off")
    with pytest.raises(CommandError, match="The site is open"):
        call_command("move_database", "--to", f"sqlite:///{folder}/elsewhere.sqlite3")


@pytest.mark.parametrize("url", ["nonsense", "mongodb://"])
def test_an_address_that_cannot_be_used(url: str) -> None:
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("move_database", "--to", url)
