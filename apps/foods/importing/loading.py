"""Loads a folder with foods.csv and measures.csv into the food table.

Foods are read and written batch by batch, each with its measures and search words in one transaction: a food
is there whole or not at all, and an import that was broken off is finished by running it again. Measures and
tags (a few megabytes at most) are read first and kept by food, because their files need not be in the foods'
order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from apps.foods.importing.batch import Batch, count, plan, write
from apps.foods.importing.fdc import Archive, Progress
from apps.foods.importing.folders import is_fdc, opened
from apps.foods.importing.reading import Folder, Line, Table
from apps.foods.importing.report import BadLine, Counts, ImportProblem, Report
from apps.foods.importing.rows import (
    FOOD_OPTIONAL,
    FOOD_REQUIRED,
    MEASURE_OPTIONAL,
    MEASURE_REQUIRED,
    TAG_REQUIRED,
    FoodRow,
    MeasureRow,
    TagRow,
    food_row,
    measure_row,
    tag_row,
)
from apps.foods.nutrients import BY_KEY

BATCH = 250

Row = TypeVar("Row", FoodRow, MeasureRow, TagRow)
MeasuresByFood = dict[str, list[MeasureRow]]
Rows = Iterator[tuple[FoodRow, list[MeasureRow], TagRow | None]]


def import_foods(path: Path, *, dry_run: bool = False, progress: Progress = lambda lines: None) -> Report:
    """Import a folder or an archive, ours or of FoodData Central; `progress` is told how many more lines
    were read.

    Raises ImportProblem, with nothing written, when a file is missing or has the wrong columns or units. A
    line that cannot be used is skipped and reported; running again with the same files changes nothing.
    """
    report = Report(dry_run=dry_run)
    folder = opened(path)
    for batch in batches(folder, report, progress):
        count(batch, plan(batch) if dry_run else write(batch), report, foods_file(folder))
    report.finish()
    return report


def batches(folder: Folder, report: Report, progress: Progress = lambda lines: None) -> Iterator[Batch]:
    """The foods of a folder in the order of its files; lines that cannot be used go to the report."""
    rows = _fdc_rows(folder, report, progress) if is_fdc(folder) else _own_rows(folder, report, progress)
    while some := list(islice(rows, BATCH)):
        yield Batch(
            [food for food, _measures, _tags in some],
            {food.source_id: measures for food, measures, _tags in some},
            {food.source_id: tags for food, _measures, tags in some if tags is not None},
        )


def foods_file(folder: Folder) -> str:
    """The name of the file that has a line for each food."""
    return "food.csv" if is_fdc(folder) else "foods.csv"


def _own_rows(folder: Folder, report: Report, progress: Progress) -> Rows:
    foods = Table(folder / "foods.csv", required=FOOD_REQUIRED, optional=FOOD_OPTIONAL)
    measures = Table(folder / "measures.csv", required=MEASURE_REQUIRED, optional=MEASURE_OPTIONAL)
    _check_units(folder / "nutrients.csv")
    report.notes += [*_ignored(foods), *_ignored(measures)]
    by_food = _read_measures(_told(measures, progress), measures.file, report)
    tags = _read_tags(folder / "tags.csv", report)
    for row in _read_foods(_told(foods, progress), foods.file, report):
        yield row, by_food.pop(row.source_id, []), tags.pop(row.source_id, None)
    left = [row for rows in by_food.values() for row in rows]
    _report_orphans(left, report.measures, measures.file, report)
    _report_orphans(tags.values(), None, "tags.csv", report)


def _fdc_rows(release: Folder, report: Report, progress: Progress) -> Rows:
    # All of it before the first batch is written: an archive that breaks off in the middle changes nothing.
    for food, measures in list(Archive(release, report, progress).read()):
        yield food, measures, None


def line_count(folder: Path) -> int:
    """How many lines an import of `folder` will read, for a progress bar; 0 where that is not known."""
    count = 0
    for path in (folder / "foods.csv", folder / "measures.csv"):
        if path.is_file():
            with path.open("rb") as stream:
                count += sum(1 for _line in stream) - 1
    return max(count, 0)


def _told(table: Table, progress: Progress) -> Iterator[Line]:
    for line in table:
        yield line
        progress(1)


def _read(
    lines: Iterable[Line],
    read: Callable[[int, dict[str, str]], Row],
    known: Callable[[Row], str],
    told: tuple[Counts | None, str, Report],
) -> Iterator[Row]:
    """The rows of a file; lines that cannot be used are reported. `known` says which line a row repeats,
    or remembers it and says nothing."""
    counts, file, report = told
    for line in lines:
        try:
            if line.reason:
                raise BadLine(line.reason)
            row = read(line.number, line.cells)
            if repeats := known(row):
                raise BadLine(repeats)
        except BadLine as problem:
            report.skip(counts, file, line.number, problem)
        else:
            yield row


def _read_foods(lines: Iterable[Line], file: str, report: Report) -> Iterator[FoodRow]:
    seen: dict[str, int] = {}

    def known(row: FoodRow) -> str:
        first = seen.setdefault(row.source_id, row.line)
        text = _("the id %(id)s stands on line %(line)d already.")
        return "" if first == row.line else text % {"id": row.source_id, "line": first}

    return _read(lines, food_row, known, (report.foods, file, report))


def _read_measures(lines: Iterable[Line], file: str, report: Report) -> MeasuresByFood:
    by_food: MeasuresByFood = defaultdict(list)
    seen: dict[tuple[str, int], int] = {}

    def known(row: MeasureRow) -> str:
        first = seen.setdefault((row.food, row.seq), row.line)
        text = _("measure %(seq)d of %(id)s stands on line %(line)d already.")
        return "" if first == row.line else text % {"seq": row.seq, "id": row.food, "line": first}

    for row in _read(lines, measure_row, known, (report.measures, file, report)):
        by_food[row.food].append(row)
    return by_food


def _read_tags(path: Folder, report: Report) -> dict[str, TagRow]:
    """Tags are optional: without the file, or without a line, nothing is said of them."""
    if not path.exists():
        return {}
    seen: dict[str, TagRow] = {}

    def known(row: TagRow) -> str:
        text = _("the tags of %(id)s stand on line %(line)d already.")
        return text % {"id": row.food, "line": seen[row.food].line} if row.food in seen else ""

    for row in _read(Table(path, required=TAG_REQUIRED), tag_row, known, (None, path.name, report)):
        seen[row.food] = row
    return seen


def _report_orphans(
    rows: Iterable[MeasureRow | TagRow], counts: Counts | None, file: str, report: Report
) -> None:
    for row in rows:
        reason = _("its food %(id)s is not in foods.csv, or was skipped.") % {"id": row.food}
        report.skip(counts, file, row.line, reason)


def _ignored(table: Table) -> list[str]:
    return [
        _("%(file)s: the column %(column)s is not known and was ignored.")
        % {"file": table.file, "column": column}
        for column in table.unknown
    ]


def _check_units(path: Folder) -> None:
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
