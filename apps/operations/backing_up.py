"""All records of the practice into one file."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from apps.operations.archive import BackupProblem, Header, Total, time_text, write
from apps.operations.database import Database, one_moment
from apps.operations.records import Table

Progress = Callable[[int], object]
TOO_OLD = 239  # MongoDB's code for a snapshot that it no longer keeps


def back_up(path: Path, progress: Progress = lambda number: None) -> dict[str, Total]:
    """Writes all records as they are at one moment; answers their totals. BackupProblem says why not."""
    database = Database()
    if (mark := database.mark()) and mark._base_manager.exists():
        raise BackupProblem(
            "The database is not whole: a restore did not get to its end. Run it again before anything is "
            "backed up."
        )
    header = Header(
        application=settings.APP_VERSION,
        made_at=time_text(timezone.now()),
        migrations=database.migrations,
    )
    try:
        with one_moment():
            sections = ((table.section, _counted(table, progress)) for table in database.tables)
            return write(path, header, sections)
    except DatabaseError as error:
        if getattr(error.__cause__, "code", None) != TOO_OLD:
            raise
        raise BackupProblem(
            "The backup took longer than MongoDB keeps a snapshot. Raise minSnapshotHistoryWindowInSeconds "
            "(docs/backup.md), or use mongodump."
        ) from error


def _counted(table: Table, progress: Progress) -> Iterator[str]:
    for line in table.lines():
        yield line
        progress(1)
