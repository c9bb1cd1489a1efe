"""Loads a folder with foods.csv and measures.csv into the food table.

Foods are read and written batch by batch, each with its measures and search words in one transaction: a food
is there whole or not at all, and an import that was broken off is finished by running it again. The measures
(a few megabytes at most) are read first and kept by food, because their file need not be in the foods' order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from apps.foods.importing.batch import plan, write
from apps.foods.importing.fdc import Archive, Progress, fdc_folder
from apps.foods.importing.reading import Folder, Line, Table
from apps.foods.importing.report import BadLine, Counts, ImportProblem, Report
from apps.foods.importing.rows import (
    FOOD_OPTIONAL,
    FOOD_REQUIRED,
    MEASURE_OPTIONAL,
    MEASURE_REQUIRED,
    FoodRow,
    MeasureRow,
    food_row,
    measure_row,
)
from apps.foods.nutrients import BY_KEY
from dtps.db.transactions import run_atomic

BATCH = 250

MeasuresByFood = dict[str, list[MeasureRow]]
Rows = Iterator[tuple[FoodRow, list[MeasureRow]]]


def import_foods(folder: Path, *, dry_run: bool = False, progress: Progress = lambda lines: None) -> Report:
    """Import `folder`, or an archive of FoodData Central; `progress` is told how many more lines were read.

    Raises ImportProblem, with nothing written, when a file is missing or has the wrong columns or units. A
    line that cannot be used is skipped and reported; running again with the same files changes nothing.
    """
    report = Report(dry_run=dry_run)
    release = fdc_folder(folder)
    rows = _own_rows(folder, report, progress) if release is None else _fdc_rows(release, report, progress)
    while batch := list(islice(rows, BATCH)):
        _load([food for food, _rows in batch], {food.source_id: own for food, own in batch}, report)
    report.skipped.sort(key=lambda skipped: (skipped.file, skipped.line))
    return report


def _own_rows(folder: Path, report: Report, progress: Progress) -> Rows:
    foods = Table(folder / "foods.csv", required=FOOD_REQUIRED, optional=FOOD_OPTIONAL)
    measures = Table(folder / "measures.csv", required=MEASURE_REQUIRED, optional=MEASURE_OPTIONAL)
    _check_units(folder / "nutrients.csv")
    report.notes += [*_ignored(foods), *_ignored(measures)]
    by_food = _read_measures(_told(measures, progress), measures.file, report)
    for row in _read_foods(_told(foods, progress), foods.file, report):
        yield row, by_food.pop(row.source_id, [])
    _report_orphans(by_food, measures.file, report)


def _fdc_rows(release: Folder, report: Report, progress: Progress) -> Rows:
    # All of it before the first batch is written: an archive that breaks off in the middle changes nothing.
    yield from list(Archive(release, report, progress).read())


def line_count(folder: Path) -> int:
    """How many lines an import of `folder` will read, for a progress bar; 0 where that is not known."""
    count = 0
    for path in (folder / "foods.csv", folder / "measures.csv"):
        if path.is_file():
            with path.open("rb") as stream:
                count += sum(1 for _line in stream) - 1
    return max(count, 0)


def _load(batch: list[FoodRow], measures: MeasuresByFood, report: Report) -> None:
    changes = plan(batch, measures) if report.dry_run else run_atomic(lambda: write(batch, measures))
    for counts, more in ((report.foods, changes.food_counts), (report.measures, changes.measure_counts)):
        _add(counts, more)


def _add(counts: Counts, more: Counts) -> None:
    counts.created += more.created
    counts.updated += more.updated
    counts.unchanged += more.unchanged
    counts.removed += more.removed


def _told(table: Table, progress: Progress) -> Iterator[Line]:
    for line in table:
        yield line
        progress(1)


def _read_foods(lines: Iterable[Line], file: str, report: Report) -> Iterator[FoodRow]:
    seen: dict[str, int] = {}
    for line in lines:
        try:
            if line.reason:
                raise BadLine(line.reason)
            row = food_row(line.number, line.cells)
            if row.source_id in seen:
                raise BadLine(
                    _("the id %(id)s stands on line %(line)d already.")
                    % {"id": row.source_id, "line": seen[row.source_id]}
                )
        except BadLine as problem:
            report.skip(report.foods, file, line.number, problem)
        else:
            seen[row.source_id] = line.number
            yield row


def _read_measures(lines: Iterable[Line], file: str, report: Report) -> MeasuresByFood:
    by_food: MeasuresByFood = defaultdict(list)
    seen: dict[tuple[str, int], int] = {}
    for line in lines:
        try:
            if line.reason:
                raise BadLine(line.reason)
            row = measure_row(line.number, line.cells)
            if (row.food, row.seq) in seen:
                raise BadLine(
                    _("measure %(seq)d of %(id)s stands on line %(line)d already.")
                    % {"seq": row.seq, "id": row.food, "line": seen[row.food, row.seq]}
                )
        except BadLine as problem:
            report.skip(report.measures, file, line.number, problem)
        else:
            seen[row.food, row.seq] = line.number
            by_food[row.food].append(row)
    return by_food


def _report_orphans(by_food: MeasuresByFood, file: str, report: Report) -> None:
    for food, rows in by_food.items():
        for row in rows:
            reason = _("its food %(id)s is not in foods.csv, or was skipped.") % {"id": food}
            report.skip(report.measures, file, row.line, reason)


def _ignored(table: Table) -> list[str]:
    return [
        _("%(file)s: the column %(column)s is not known and was ignored.")
        % {"file": table.file, "column": column}
        for column in table.unknown
    ]


def _check_units(path: Path) -> None:
    """Where the folder names the units of its nutrients, they must be ours: nothing is converted."""
    if not path.exists():
        return
    for line in Table(path, required=("key", "unit"), optional=("label", "decimals", "us_daily_value")):
        nutrient = BY_KEY.get(line.cells.get("key", ""))
        unit = line.cells.get("unit", "").replace("ug", "µg")
        if nutrient and unit != nutrient.unit:
            raise ImportProblem(
                _("%(file)s, line %(line)d: %(key)s is given in “%(unit)s”, but the table keeps %(ours)s.")
                % {
                    "file": path.name,
                    "line": line.number,
                    "key": nutrient.key,
                    "unit": unit,
                    "ours": nutrient.unit,
                }
            )
