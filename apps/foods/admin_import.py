"""The import of a food table in Django admin: the importer of the command, over a file that waits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.exchange.kinds import DryRun, ImportKind, Outcome, Problem
from apps.exchange.models import Upload
from apps.exchange.uploads import opened_archive, packed
from apps.foods.importing.batch import Batch, Moved, count, plan, write_planned
from apps.foods.importing.comparing import Cell, FoodChange
from apps.foods.importing.folders import folder_in
from apps.foods.importing.loading import batches, foods_file
from apps.foods.importing.reading import Folder
from apps.foods.importing.report import ImportProblem, Report
from apps.foods.models import Food
from apps.foods.nutrients import BY_KEY
from dtps.db.transactions import run_atomic

MOST_KEPT = 10_000  # bad lines in the file of them; more are no slips
MOST_SHOWN = 100  # foods of each sort on the page
SECONDS_A_REQUEST = 15  # then the page comes back and goes on by itself


@dataclass(frozen=True, slots=True)
class Shown:
    """A food on the page: what it is called, and what changes about it in words."""

    name: str
    source_id: str
    cells: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class _Look:
    """One reading of the whole file."""

    report: Report
    digests: list[str]
    new: list[Shown]
    changed: list[Shown]

    @property
    def digest(self) -> str:
        """Of all parts together."""
        return blake2b("".join(self.digests).encode(), digest_size=16).hexdigest()


class _Taken(Exception):
    """Another request writes this import just now."""


def pack(files: Sequence[UploadedFile[Any]]) -> bytes:
    """One archive as it is; csv files as an archive."""
    names = [(file.name or "").lower() for file in files]
    if len(files) == 1 and names[0].endswith(".zip"):
        content: bytes = files[0].read()
        archive = opened_archive(content)
        try:
            folder_in(archive, files[0].name or "")
        except ImportProblem as problem:
            raise ValidationError(str(problem).replace("%", "%%"), code="no_table") from None
        return content
    if not all(name.endswith(".csv") for name in names):
        raise ValidationError(_("Please choose one .zip archive, or the .csv files."), code="other_files")
    if len(set(names)) < len(names):
        raise ValidationError(_("Two of the files have the same name."), code="twice")
    return packed(files)


def dry_run(upload: Upload, user: User, option: str) -> DryRun:
    """What importing it would do now; reads only."""
    try:
        look = _look(upload)
    except ImportProblem as problem:
        return DryRun(refused=str(problem))
    report = look.report
    return DryRun(
        digest=look.digest,
        is_something=_writes(report),
        problems=[
            Problem(_("%(file)s, line %(line)d") % {"file": one.file, "line": one.line}, one.reason)
            for one in report.skipped
        ],
        notes=report.notes,
        context={
            "counts": [(_("Foods"), report.foods), (_("Measures"), report.measures)],
            "new": look.new,
            "more_new": report.foods.created - len(look.new),
            "changed": look.changed,
            "most_changed": MOST_SHOWN,
        },
    )


def go_on(upload: Upload, user: User, seen: str, option: str) -> Outcome:
    """Writes what was seen, part by part; after SECONDS_A_REQUEST the rest is for the next call."""
    try:
        folder, report = _folder(upload), _report()
        look = _look(upload) if upload.agreed is None else None
    except ImportProblem:  # the page says which
        return Outcome(0, 0, moved=True)
    if look is not None:
        if look.digest != seen:
            return Outcome(0, len(look.digests), moved=True)
        upload.agree({"seen": seen, "digests": look.digests, "said": _said(look.report)})
    agreed: dict[str, Any] = upload.agreed or {}
    digests, until = agreed["digests"], time.monotonic() + SECONDS_A_REQUEST
    if seen != agreed["seen"]:
        return Outcome(0, len(digests), moved=True)
    done = 0
    for done, batch in enumerate(batches(folder, report)):
        if done < upload.done:
            continue
        if done > upload.done and time.monotonic() > until:  # one part at least, however slow the reading
            return Outcome(done, len(digests))
        try:
            _write(upload, done, batch, digests[done])
        except Moved:
            upload.agree(None)
            return Outcome(done, len(digests), moved=True)
        except _Taken:
            return Outcome(done, len(digests))
    return Outcome(len(digests), len(digests), said=agreed["said"])


def _write(upload: Upload, done: int, batch: Batch, digest: str) -> None:
    """A part with the word that it is written: all of it or nothing."""

    def work() -> None:
        if not upload.advance(done):
            raise _Taken
        write_planned(batch, only=digest)

    run_atomic(work)


def _look(upload: Upload) -> _Look:
    folder = _folder(upload)
    look = _Look(_report(), [], [], [])
    for batch in batches(folder, look.report):
        changes = plan(batch)
        count(batch, changes, look.report, foods_file(folder))
        look.digests.append(changes.digest)
        for change in changes.foods:
            if change.cells:
                into = look.new if change.is_new else look.changed
                if len(into) < MOST_SHOWN:
                    into.append(_shown(change))
    look.report.finish()
    return look


def _folder(upload: Upload) -> Folder:
    return folder_in(opened_archive(bytes(upload.content)), upload.name)


def _report() -> Report:
    return Report(dry_run=True, most_listed=MOST_KEPT, most_bad=MOST_KEPT)


def _writes(report: Report) -> bool:
    foods, measures = report.foods, report.measures
    return any((foods.created, foods.updated, measures.created, measures.updated, measures.removed))


def _said(report: Report) -> str:
    foods = report.foods
    return _(
        "%(created)d foods are new, %(updated)d changed, %(unchanged)d as they were, %(skipped)d left out."
    ) % {
        "created": foods.created,
        "updated": foods.updated,
        "unchanged": foods.unchanged,
        "skipped": foods.skipped,
    }


def _shown(change: FoodChange) -> Shown:
    cells = () if change.is_new else tuple(map(_in_words, change.cells))
    return Shown(change.food.name, change.food.source_id, cells)


def _in_words(cell: Cell) -> tuple[str, str, str]:
    """What it is about, what it was and what it becomes."""
    return _label(cell), _value(cell.before), _value(cell.after)


def _label(cell: Cell) -> str:
    if cell.measure:
        names = {"label": _("name"), "grams": _("grams"), "ml": _("millilitres")}
        return _("measure “%(measure)s”: %(what)s") % {
            "measure": cell.measure,
            "what": names[cell.column],
        }
    nutrient = BY_KEY.get(cell.column.removesuffix("*"))
    if nutrient is not None:
        label = f"{nutrient.label} ({nutrient.unit})"
        return _("%(nutrient)s of the source") % {"nutrient": label} if cell.column.endswith("*") else label
    if cell.column == "tags_checked":
        return _("allergens and restrictions are confirmed")
    return str(getattr(Food._meta.get_field(cell.column), "verbose_name", cell.column))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return f"{value:g}" if isinstance(value, float) else str("–" if value in (None, "") else value)


FOOD_TABLE = ImportKind(
    name="foods",
    model=Food,
    title=gettext_lazy("Import foods"),
    hint=gettext_lazy(
        "A .zip archive as the export makes it, or its files foods.csv and measures.csv (tags.csv, "
        "nutrients.csv), or an archive of USDA FoodData Central. At most 4 MB; larger ones are imported on "
        "the server, with manage.py import_foods."
    ),
    accept=".zip,.csv",
    template="admin/exchange/foods.html",
    pack=pack,
    dry_run=dry_run,
    go_on=go_on,
)
