"""The food table as the files that an import reads, so that what goes out comes in again as it was.

Figures are those of the source, where the practice has corrected them: the correction stays with the
practice, as it does in an import. Unknown is an empty cell.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from uuid import UUID

from apps.exchange.csv_files import Cell, csv_text
from apps.foods.importing.rows import (
    FOOD_OPTIONAL,
    FOOD_REQUIRED,
    MEASURE_OPTIONAL,
    MEASURE_REQUIRED,
    TAG_REQUIRED,
    imported_measure_id,
)
from apps.foods.models import Food, Measure
from apps.foods.nutrients import KEYS, NUTRIENTS

AT_ONCE = 500
_NOT_STORED = "usda_id"
_RENAMED = {"id": "source_id", "form": "state"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")  # a record is one line
_COLUMNS = [column for column in (*FOOD_REQUIRED, *FOOD_OPTIONAL) if column != _NOT_STORED]


def food_archive(keys: Sequence[UUID]) -> bytes:
    """A zip archive with foods.csv, measures.csv, tags.csv and nutrients.csv of those foods."""
    foods: list[list[Cell]] = [[*_COLUMNS]]
    measures: list[list[Cell]] = [[*MEASURE_REQUIRED, *MEASURE_OPTIONAL]]
    tags: list[list[Cell]] = [[*TAG_REQUIRED]]
    for start in range(0, len(keys), AT_ONCE):
        for food, own in _foods(keys[start : start + AT_ONCE]):
            foods.append(_food_line(food))
            measures += _measure_lines(food, own)
            tags += _tag_line(food)
    units: list[list[Cell]] = [["key", "unit", "label"]]
    units += [[nutrient.key, nutrient.unit, str(nutrient.label)] for nutrient in NUTRIENTS]
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = {"foods": foods, "measures": measures, "tags": tags, "nutrients": units}
        for name, lines in tables.items():
            archive.writestr(f"{name}.csv", csv_text(lines))
    return content.getvalue()


def _foods(keys: Sequence[UUID]) -> Iterator[tuple[Food, list[Measure]]]:
    """The foods of those keys in that order, with their measures. Two queries."""
    by_food: dict[UUID, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(food__in=keys).order_by("seq", "pk"):
        by_food[measure.food_id].append(measure)
    found = Food.objects.in_bulk(list(keys))
    return ((found[key], by_food[key]) for key in keys if key in found)


def _food_line(food: Food) -> list[Cell]:
    figures = food.nutrients if food.source_nutrients is None else food.source_nutrients
    values = (figures.get(name) if name in KEYS else _value(food, name) for name in _COLUMNS)
    return [_cell(value) for value in values]


def _value(food: Food, column: str) -> Any:
    return getattr(food, _RENAMED.get(column, column))


def _measure_lines(food: Food, measures: Sequence[Measure]) -> Iterator[list[Cell]]:
    """Imported measures keep their number, which is who they are; those of the practice take free ones."""
    imported = {one.pk for one in measures if one.pk == imported_measure_id(food.source_id, one.seq)}
    taken = {one.seq for one in measures if one.pk in imported}
    for one in measures:
        seq = one.seq
        if one.pk not in imported:
            while seq in taken:
                seq += 1
            taken.add(seq)
        yield [food.source_id, seq, *map(_cell, (one.label, one.grams, one.ml))]


def _tag_line(food: Food) -> Iterator[list[Cell]]:
    """Only of foods that somebody has looked at: without a line nothing is said."""
    codes = (food.allergens, food.unsuitable_for or [])
    if any(codes) or food.tags_checked_at:
        checked = "yes" if food.tags_checked_at else "no"
        yield [food.source_id, *(" ".join(some) for some in codes), checked]


def _cell(value: Any) -> Cell:
    """145 rather than 145.0; text on one line."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return _CONTROL.sub(" ", value) if isinstance(value, str) else value
