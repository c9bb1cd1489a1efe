"""What the commands print, and what they ask for before they touch a database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from apps.operations.archive import BackupProblem, Total
from apps.stability.maintenance import seconds_left


def table_of(totals: Mapping[str, Total]) -> str:
    """A line for each model: how many records, and the beginning of their checksum."""
    width = max(map(len, totals), default=0)
    rows = [f"  {model:<{width}} {total.records:>9}  {total.sha256[:16]}" for model, total in totals.items()]
    return "\n".join([*rows, f"  {'in all':<{width}} {sum(total.records for total in totals.values()):>9}"])


def add_anyway(parser: CommandParser) -> None:
    """The option that takes the place of maintenance."""
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="although the site is open; what people save meanwhile is not kept",
    )


def refuse_while_open(anyway: bool) -> None:
    """CommandError unless the site is closed, so that nobody saves what would then be lost."""
    if seconds_left() is None and not anyway:
        raise CommandError(
            "The site is open, and what people save meanwhile would be lost. Close it with `manage.py "
            "maintenance on`, on each machine, or say --anyway."
        )


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A bar of records where there is a terminal; whatever is refused inside becomes a CommandError."""
    try:
        with tqdm(unit=" records", unit_scale=True, leave=False, disable=None) as bar:
            yield bar.update
    except BackupProblem as problem:
        raise CommandError(str(problem)) from problem
