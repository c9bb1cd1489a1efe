"""What a batch of rows changes in the database, and writing it in statements that both databases have."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from apps.foods.importing.report import Counts
from apps.foods.importing.rows import FoodRow, MeasureRow, joined_names
from apps.foods.models import LONGEST_NAMES, Correction, Food, Measure
from apps.foods.recipe_figures import refresh_recipes
from apps.foods.recipes import corrected
from apps.foods.word_index import index_foods

MEASURE_FIELDS = ("label", "grams", "ml")
_INDEXED = {"source", "name", "alt_names", "local_names"}


@dataclass(slots=True)
class Changes:
    """Rows to create, to update and to remove; `reworded` are the foods whose search words change."""

    new_foods: list[Food] = field(default_factory=list)
    changed_foods: list[Food] = field(default_factory=list)
    reworded: list[Food] = field(default_factory=list)
    new_measures: list[Measure] = field(default_factory=list)
    changed_measures: list[Measure] = field(default_factory=list)
    gone_measures: list[Measure] = field(default_factory=list)
    food_counts: Counts = field(default_factory=Counts)
    measure_counts: Counts = field(default_factory=Counts)


def plan(foods: list[FoodRow], measures: dict[str, list[MeasureRow]]) -> Changes:
    """Compare the rows with what is stored; reads only.

    What a practice has added to an imported food stays: its own measures, further local names, allergens,
    whether the food is offered, and figures of its own. Everything else is as in the file.
    """
    changes = Changes()
    stored = {
        food.source_id: food for food in Food.objects.filter(source_id__in=[row.source_id for row in foods])
    }
    imported = _imported_measures(stored.values())
    own = _own_figures(food.pk for food in stored.values() if food.is_corrected)
    for row in foods:
        food = stored.get(row.source_id)
        if food is None:
            food = Food(pk=row.pk, source_id=row.source_id, **row.fields)
            changes.new_foods.append(food)
        else:
            _compare_food(food, row, own.get(food.pk), changes)
        _compare_measures(food, measures.get(row.source_id, []), imported.pop(food.pk, {}), changes)
    _count(changes, len(foods), sum(map(len, measures.values())))
    return changes


def write(foods: list[FoodRow], measures: dict[str, list[MeasureRow]]) -> Changes:
    """Make the database what the rows say; to be run in a transaction, and again if that must be repeated."""
    changes = plan(foods, measures)
    now = timezone.now()
    for food in changes.changed_foods:
        food.updated_at = now
        food.save()
    Food.objects.bulk_create(changes.new_foods)
    if changes.gone_measures:
        Measure.objects.filter(pk__in=[measure.pk for measure in changes.gone_measures]).delete()
    Measure.objects.bulk_create(changes.new_measures)
    Measure.objects.bulk_update(changes.changed_measures, MEASURE_FIELDS)
    if changes.new_foods or changes.reworded:
        index_foods([*changes.new_foods, *changes.reworded])
    refresh_recipes(food.pk for food in changes.changed_foods)
    return changes


def _compare_food(food: Food, row: FoodRow, own: dict[str, float | None] | None, changes: Changes) -> None:
    wanted = {**row.fields, "local_names": _with_own_names(row.fields["local_names"], food.local_names)}
    if own is not None:
        source = row.fields["nutrients"]
        wanted |= {"source_nutrients": source, "nutrients": corrected(source, own)}
    changed = _assign(food, wanted)
    if changed:
        changes.changed_foods.append(food)
    if changed & _INDEXED:
        changes.reworded.append(food)


def _compare_measures(
    food: Food, rows: list[MeasureRow], stored: dict[UUID, Measure], changes: Changes
) -> None:
    for row in rows:
        measure = stored.pop(row.pk, None)
        fields = {name: getattr(row, name) for name in MEASURE_FIELDS}
        if measure is None:
            changes.new_measures.append(Measure(pk=row.pk, food=food, seq=row.seq, **fields))
        elif _assign(measure, fields):
            changes.changed_measures.append(measure)
    changes.gone_measures += stored.values()


def _imported_measures(foods: Iterable[Food]) -> dict[UUID, dict[UUID, Measure]]:
    """The stored measures that an import made, by food and id; a practice's own have random ids."""
    by_food: dict[UUID, dict[UUID, Measure]] = {}
    for measure in Measure.objects.filter(food__in=[food.pk for food in foods]).order_by():
        if measure.pk.version == 5:
            by_food.setdefault(measure.food_id, {})[measure.pk] = measure
    return by_food


def _own_figures(corrected_foods: Iterable[UUID]) -> dict[UUID, dict[str, float | None]]:
    """The figures of the practice for those foods."""
    keys = list(corrected_foods)
    rows = Correction.objects.filter(pk__in=keys).order_by() if keys else Correction.objects.none()
    return dict(rows.values_list("pk", "figures"))


def _assign(record: Model, fields: dict[str, Any]) -> set[str]:
    """Set the fields that differ; their names."""
    changed = {name for name, value in fields.items() if getattr(record, name) != value}
    for name in changed:
        setattr(record, name, fields[name])
    return changed


def _with_own_names(imported: str, stored: str) -> str:
    merged = joined_names(imported, stored)
    return merged if len(merged) <= LONGEST_NAMES else imported


def _count(changes: Changes, foods: int, measures: int) -> None:
    changes.food_counts.created = len(changes.new_foods)
    changes.food_counts.updated = len(changes.changed_foods)
    changes.food_counts.unchanged = foods - len(changes.new_foods) - len(changes.changed_foods)
    changes.measure_counts.created = len(changes.new_measures)
    changes.measure_counts.updated = len(changes.changed_measures)
    changes.measure_counts.removed = len(changes.gone_measures)
    changes.measure_counts.unchanged = measures - len(changes.new_measures) - len(changes.changed_measures)
