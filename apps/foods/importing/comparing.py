"""What one row of a table changes about a food, its measures and its tags. No queries, no writing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.foods.importing.rows import FoodRow, MeasureRow, TagRow, joined_names
from apps.foods.models import LONGEST_NAMES, Food, Measure
from apps.foods.recipes import corrected
from apps.foods.sources import PRACTICE, RECIPE
from apps.foods.tags import Facts, facts_of

MEASURE_FIELDS = ("label", "grams", "ml")
_INDEXED = {"source", "name", "alt_names", "local_names"}
_TAGS = ("allergens", "unsuitable_for", "tags_checked")
_UNTAGGED = TagRow(0, "", (), (), checked=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value that becomes another; `column` as in the files, of a measure with its `measure`. Lists and
    dicts come apart: each figure is a cell. None is unknown."""

    column: str
    before: Any
    after: Any
    measure: str = ""


@dataclass(slots=True)
class Stored:
    """What the database has about a food: measures that an import made by id, others, figures of its own,
    and whether the site's form or a recipe keeps it."""

    food: Food
    imported: dict[UUID, Measure] = field(default_factory=dict)
    own_measures: list[Measure] = field(default_factory=list)
    own_figures: Mapping[str, float | None] | None = None
    is_kept: bool = False


@dataclass(slots=True)
class FoodChange:
    """A food that a row makes or changes; without cells it stays as it is."""

    food: Food
    is_new: bool = False
    cells: list[Cell] = field(default_factory=list)
    is_changed: bool = False  # the row of the food itself
    is_reworded: bool = False  # the words under which it is found
    facts_before: Facts | None = None  # where its tags change
    other_tags: bool = False  # the file has other tags than somebody put here
    new_measures: list[Measure] = field(default_factory=list)
    changed_measures: list[Measure] = field(default_factory=list)
    gone_measures: list[Measure] = field(default_factory=list)


def new_food(row: FoodRow, measures: Iterable[MeasureRow], tags: TagRow | None, now: datetime) -> FoodChange:
    """A food that is not in the table yet. The recipe of another practice comes as a food of this one."""
    food = Food(pk=row.pk, source_id=row.source_id, **_wanted(row, None))
    change = FoodChange(food, is_new=True)
    change.cells += [Cell(name, None, value) for name, value in _wanted(row, None).items()]
    _tag(change, tags or _UNTAGGED, now)
    change.facts_before = None
    _compare_measures(change, measures, Stored(food))
    return change


def changed_food(
    row: FoodRow, measures: Iterable[MeasureRow], tags: TagRow | None, stored: Stored, now: datetime
) -> FoodChange:
    """A food that is there already."""
    food, change = stored.food, FoodChange(stored.food)
    wanted = _wanted(row, food)
    wanted["local_names"] = _with_own_names(row.fields["local_names"], food.local_names)
    if stored.own_figures is not None:
        source = row.fields["nutrients"]
        wanted |= {"source_nutrients": source, "nutrients": corrected(source, stored.own_figures)}
    changed = _assign(food, wanted, lambda *cell: change.cells.extend(_cells(*cell)))
    change.is_changed, change.is_reworded = bool(changed), bool(changed & _INDEXED)
    if tags is not None:
        _tag(change, tags, now)
    _compare_measures(change, measures, stored)
    return change


def refusal(stored: Stored) -> str:
    """Why a row must not change a food that the practice keeps itself."""
    if stored.food.source == RECIPE:
        return _("“%(name)s” is a recipe here, whose figures follow from its ingredients.") % {
            "name": stored.food
        }
    return _("“%(name)s” was edited on its page, where its history is: change it there.") % {
        "name": stored.food
    }


def _wanted(row: FoodRow, food: Food | None) -> dict[str, Any]:
    is_recipe_elsewhere = row.fields["source"] == RECIPE and (food is None or food.source != RECIPE)
    return {**row.fields, "source": PRACTICE} if is_recipe_elsewhere else dict(row.fields)


def _tag(change: FoodChange, tags: TagRow, now: datetime) -> None:
    """Tags of the file are for foods that nobody has looked at here; what somebody said here stays."""
    food = change.food
    has = (food.allergens, food.unsuitable_for or [], food.tags_checked_at is not None)
    gets = (list(tags.allergens), list(tags.unsuitable_for), tags.checked)
    if (sorted(has[0]), sorted(has[1]), has[2]) == (sorted(gets[0]), sorted(gets[1]), gets[2]):
        return
    if has != ([], [], False):
        change.other_tags = True
        return
    change.facts_before = facts_of(vars(food))
    food.allergens, food.unsuitable_for = gets[0], gets[1]
    food.tags_checked_at = now if tags.checked else None
    change.cells += [
        Cell(name, old, new) for name, old, new in zip(_TAGS, has, gets, strict=True) if old != new
    ]
    change.is_changed = not change.is_new


def _compare_measures(change: FoodChange, rows: Iterable[MeasureRow], stored: Stored) -> None:
    imported, own = dict(stored.imported), list(stored.own_measures)
    for row in rows:
        fields = {name: getattr(row, name) for name in MEASURE_FIELDS}
        measure = imported.pop(row.pk, None) or _taken_out(own, fields)
        if measure is None:
            change.new_measures.append(Measure(pk=row.pk, food=change.food, seq=row.seq, **fields))
            change.cells.append(Cell("grams", None, row.grams, row.label))
        elif _assign(measure, fields, _noting(change, row.label)):
            change.changed_measures.append(measure)
    change.gone_measures += imported.values()
    change.cells += [Cell("grams", gone.grams, None, gone.label) for gone in imported.values()]


def _taken_out(own: list[Measure], fields: Mapping[str, Any]) -> Measure | None:
    """The measure of the practice that says the same: it is there already, under an id of its own."""
    for place, measure in enumerate(own):
        if all(getattr(measure, name) == value for name, value in fields.items()):
            return own.pop(place)
    return None


def _noting(change: FoodChange, measure: str) -> Callable[[str, Any, Any], None]:
    return lambda column, before, after: change.cells.append(Cell(column, before, after, measure))


def _cells(column: str, before: Any, after: Any) -> list[Cell]:
    if column == "nutrients":
        keys = dict.fromkeys([*before, *after])
        cells = (Cell(key, before.get(key), after.get(key)) for key in keys)
        return [cell for cell in cells if cell.before != cell.after]
    if column == "source_nutrients":
        return [
            Cell(f"{cell.column}*", cell.before, cell.after) for cell in _cells("nutrients", before, after)
        ]
    return [Cell(column, before, after)]


def _assign(record: Any, fields: Mapping[str, Any], note: Callable[[str, Any, Any], object]) -> set[str]:
    """Set the fields that differ, and tell `note` of each; their names."""
    changed = [name for name, value in fields.items() if getattr(record, name) != value]
    for name in changed:
        note(name, getattr(record, name), fields[name])
        setattr(record, name, fields[name])
    return set(changed)


def _with_own_names(imported: str, stored: str) -> str:
    merged = joined_names(imported, stored)
    return merged if len(merged) <= LONGEST_NAMES else imported
