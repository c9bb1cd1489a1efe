"""`manage.py restore FILE`: a backup into the database, whichever it came from."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.operations.reports import add_anyway, progress_bar, refuse_while_open, table_of
from apps.operations.restoring import restore


class Command(BaseCommand):
    """Safe to run again after whatever interrupted it."""

    help = "Restores a backup into an empty database, SQLite or MongoDB; see docs/backup.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and what may be lost by it."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="delete first what the database holds")
        add_anyway(parser)

    def handle(self, *args: Any, file: Path, replace: bool, anyway: bool, **options: Any) -> None:
        """Says what is there now."""
        if replace:
            refuse_while_open(anyway)
        with progress_bar() as progress:
            report = restore(file, replace=replace, progress=progress)
        self.stdout.write("Restored. Every record was read back, and is what the file holds:")
        self.stdout.write(table_of(report.totals))
        if report.expired:
            self.stdout.write(f"Left out, because their time is over: {report.expired}")
