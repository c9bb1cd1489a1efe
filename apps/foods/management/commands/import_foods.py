"""`manage.py import_foods PATH`: load a folder of food tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from apps.foods.importing.loading import import_foods, line_count
from apps.foods.importing.report import Counts, ImportProblem
from apps.foods.services import STARTER_FOLDER
from apps.foods.starter_tags import tag_starter_foods


class Command(BaseCommand):
    """Reports what was created, updated, left as it was and skipped; safe to run twice."""

    help = (
        "Load foods.csv and measures.csv of a folder, or an archive of USDA FoodData Central, into the food "
        "table (docs/foods.md has the formats)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = parser.add_mutually_exclusive_group(required=True)
        folder.add_argument(
            "path", nargs="?", type=Path, metavar="PATH", help="the folder, or the zip archive"
        )
        folder.add_argument("--starter", action="store_true", help="the table that DTPS brings along")
        parser.add_argument("--dry-run", action="store_true", help="check and report, write nothing")

    def handle(self, *args: Any, path: Path | None, starter: bool, dry_run: bool, **options: Any) -> None:
        folder = STARTER_FOLDER if starter or path is None else path
        # disable=None: no bar when stderr is not a terminal.
        with tqdm(
            total=line_count(folder) or None, unit=" lines", unit_scale=True, leave=False, disable=None
        ) as bar:
            try:
                report = import_foods(folder, dry_run=dry_run, progress=bar.update)
            except ImportProblem as problem:
                raise CommandError(str(problem)) from None
        if starter and not dry_run:
            tag_starter_foods(folder)
        for skipped in report.skipped:
            self.stderr.write(str(skipped))
        if report.unlisted:
            text = ngettext("… and %(count)d more line.", "… and %(count)d more lines.", report.unlisted)
            self.stderr.write(text % {"count": report.unlisted})
        for note in report.notes:
            self.stderr.write(note)
        self.stdout.write(_summary(_("foods"), report.foods))
        self.stdout.write(_summary(_("measures"), report.measures))
        if dry_run:
            self.stdout.write(_("Dry run: nothing was written."))


def _summary(what: str, counts: Counts) -> str:
    return _(
        "%(what)s: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, "
        "%(removed)d removed, %(skipped)d skipped"
    ) % {
        "what": what,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "removed": counts.removed,
        "skipped": counts.skipped,
    }
