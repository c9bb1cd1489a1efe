"""`manage.py move_database --to URL`: all records into another database, checked there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.operations.backing_up import back_up
from apps.operations.moving import run_there
from apps.operations.reports import add_anyway, progress_bar, refuse_while_open, table_of
from dtps.db.url import database_from_url


class Command(BaseCommand):
    """A backup of this database, restored there by a process whose database that is.

    Interrupted, it is run again: what is there already and the same is not written a second time.
    """

    help = "Moves all records into another database, such as from SQLite to MongoDB; see docs/backup.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and what may be lost by it."""
        parser.add_argument("--to", required=True, metavar="URL", help="as in DATABASE_URL")
        parser.add_argument("--file", type=Path, help="the backup that is made on the way, and stays")
        parser.add_argument("--replace", action="store_true", help="delete first what is there")
        add_anyway(parser)

    def handle(
        self, *args: Any, to: str, file: Path | None, replace: bool, anyway: bool, **options: Any
    ) -> None:
        """Says what was taken from here, then what arrived there."""
        refuse_while_open(anyway)
        _refuse_unusable(to)
        file = file or _new_file()
        with progress_bar() as progress:
            totals = back_up(file, progress)
        self.stdout.write(f"1. Backed up into {file}")
        self.stdout.write(table_of(totals))
        self.stdout.write("2. Preparing the other database")
        run_there(to, "migrate", "--no-input", "--verbosity", "0")
        self.stdout.write("3. Restoring there")
        run_there(to, "restore", str(file), *(["--replace"] * replace), *(["--anyway"] * anyway))
        self.stdout.write(
            "Moved. Set DATABASE_URL to the new address on every server, start, and open the site."
        )


def _refuse_unusable(url: str) -> None:
    try:
        there = database_from_url(url, settings.DATABASE_POOL)
    except ValueError as error:
        raise CommandError(f"The address of the other database cannot be used: {error}") from None
    if there == {name: settings.DATABASES["default"].get(name) for name in there}:
        raise CommandError("That is the database that this installation has already.")


def _new_file() -> Path:
    folder = Path(settings.VAR_DIR) / "moves"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{timezone.now():%Y-%m-%d-%H%M%S}.backup"
