"""The records of a file into the database, checked before and after."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from apps.operations.archive import Archive, BackupProblem, Total, total_of
from apps.operations.database import Database

Progress = Callable[[int], object]


class Report(NamedTuple):
    """The totals of what is there now, and how many records were left out because they have expired."""

    totals: dict[str, Total]
    expired: int


def restore(path: Path, *, replace: bool = False, progress: Progress = lambda number: None) -> Report:
    """Writes what the file holds and the database does not; answers what was found there afterwards.

    `replace` deletes what is there first. A restore that was interrupted goes on when it is asked for again.
    Raises BackupProblem, before anything is written where that is possible.
    """
    archive = Archive(path)
    in_file = archive.check()
    database = Database()
    _refuse_other_state(archive, database)
    if (mark := database.mark()) is None:
        raise BackupProblem("The database is not ready for records: run `manage.py migrate` first.")
    if not mark._base_manager.exists():
        if not replace and not database.is_empty():
            raise BackupProblem(
                "The database is not empty, and nothing was changed in it. With --replace everything in it "
                "is deleted first."
            )
        mark._base_manager.create(started_at=timezone.now())
    if replace:
        database.clear()
        cache.clear()  # sessions are looked up there first
    _write(archive, database, progress)
    totals = _compare(archive, database)
    mark._base_manager.all().delete()
    records = sum(total.records for total in totals.values())
    return Report(totals, sum(total.records for total in in_file.values()) - records)


def _refuse_other_state(archive: Archive, database: Database) -> None:
    """The file has to be of the migrations that the database has; each way out is told."""
    of_file = archive.header.migrations
    if unknown := sorted(set(of_file) - set(database.known_migrations)):
        raise BackupProblem(
            f"The file was made by a newer DTPS ({archive.header.application}); this one does not know "
            f"{', '.join(unknown)}. Install that release, or a later one."
        )
    if of_file == database.migrations:
        return
    if set(of_file) > set(database.migrations):
        raise BackupProblem("The database is behind the file: run `manage.py migrate` first.")
    latest = {name.split(".")[0]: name.split(".")[1] for name in of_file}
    later = {name.split(".")[0] for name in set(database.migrations) - set(of_file)}
    steps = "; ".join(f"manage.py migrate {app} {latest.get(app, 'zero')}" for app in sorted(later))
    raise BackupProblem(
        f"The file is of an older state ({archive.header.application}). With an empty database run: {steps}; "
        "then restore, then `manage.py migrate`."
    )


def _write(archive: Archive, database: Database, progress: Progress) -> None:
    tables = {table.label: table for table in database.tables}
    now = timezone.now()
    for section, lines in archive.sections():
        table = tables.get(section.model)
        if table is None or table.section != section:
            raise BackupProblem(f"The file describes {section.model} in another way than its migrations do.")
        try:
            for number in table.write(section.live(lines, now)):
                progress(number)
        except DatabaseError as error:
            raise BackupProblem(
                f"The database refused a record of {section.model} ({type(error).__name__}), so not all is "
                "restored. Run the same again to go on, or with --replace to start anew."
            ) from error


def _compare(archive: Archive, database: Database) -> dict[str, Total]:
    """What the database holds now, which has to be what the file holds."""
    now = timezone.now()  # MongoDB deletes what expires by itself
    expected = archive.totals(now)
    found = {table.label: total_of(table.section.live(table.lines(), now)) for table in database.tables}
    wrong = [label for label in {**expected, **found} if expected.get(label) != found.get(label)]
    if wrong:
        details = "; ".join(f"{label}: {_differ(expected.get(label), found.get(label))}" for label in wrong)
        raise BackupProblem(
            f"What the database holds is not what the file holds. {details}. Run it again with --replace."
        )
    return found


def _differ(expected: Total | None, found: Total | None) -> str:
    wanted, there = (total.records if total else 0 for total in (expected, found))
    return f"{there} records instead of {wanted}" if there != wanted else f"other values in {wanted} records"
