"""`manage.py backup FILE`: all records of the practice in one file, while people go on working."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.operations.backing_up import back_up
from apps.operations.reports import progress_bar, table_of


class Command(BaseCommand):
    """The file has its name only when it is whole, read back and on the disk."""

    help = "Backs up all records into one file (docs/backup.md), from SQLite or MongoDB."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="a new file, such as dtps-2026-11-26.backup"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Says what is in the file."""
        with progress_bar() as progress:
            totals = back_up(file, progress)
        self.stdout.write(f"Backed up and read back: {file}")
        self.stdout.write(table_of(totals))
