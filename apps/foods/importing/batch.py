"""What a batch of rows changes in the database, and writing it in statements that both databases have."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from uuid import UUID

from django.utils import timezone

from apps.foods.importing.comparing import (
    MEASURE_FIELDS,
    FoodChange,
    Stored,
    changed_food,
    new_food,
    refusal,
)
from apps.foods.importing.report import Report
from apps.foods.importing.rows import FoodRow, MeasureRow, TagRow
from apps.foods.models import Correction, Food, Measure, OwnFood
from apps.foods.recipe_figures import refresh_recipes
from apps.foods.sources import PRACTICE, RECIPE
from apps.foods.tags import facts_of, tell_changes
from apps.foods.word_index import index_foods
from dtps.db.transactions import run_atomic


@dataclass(frozen=True, slots=True)
class Batch:
    """Some foods of a table, with their measures and tags by the identifier of the food."""

    foods: list[FoodRow]
    measures: dict[str, list[MeasureRow]]
    tags: dict[str, TagRow]


@dataclass(slots=True)
class Changes:
    """What a batch changes: the foods that are made or changed, and the rows that must not be used."""

    foods: list[FoodChange] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)  # line, reason

    @property
    def digest(self) -> str:
        """The same for the same changes and for no others."""
        told = [(change.food.source_id, change.is_new, change.cells) for change in self.foods]
        return blake2b(repr(told).encode("utf-8", "replace"), digest_size=12).hexdigest()


class Moved(Exception):
    """The foods are others than when the changes were shown; nothing was written."""


def plan(batch: Batch) -> Changes:
    """Compare the rows with what is stored; reads only.

    What a practice has added to an imported food stays: its own measures, further local names, allergens,
    whether the food is offered, and figures of its own. What it edited on a page of its own stays whole.
    Everything else is as in the file.
    """
    changes, now = Changes(), timezone.now()
    stored = _stored([row.source_id for row in batch.foods])
    for row in batch.foods:
        found, tags = stored.get(row.source_id), batch.tags.get(row.source_id)
        measures = batch.measures.get(row.source_id, [])
        if found is None:
            changes.foods.append(new_food(row, measures, tags, now))
            continue
        change = changed_food(row, measures, tags, found, now)
        if change.cells and found.is_kept:
            changes.refused.append((row.line, refusal(found)))
        else:
            changes.foods.append(change)
    return changes


def write(batch: Batch, *, only: str | None = None) -> Changes:
    """Make the database what the rows say, in a transaction. With `only`, the digest of the changes that
    somebody has seen, raises Moved when they are others by now."""
    return run_atomic(lambda: write_planned(batch, only=only))


def write_planned(batch: Batch, *, only: str | None = None) -> Changes:
    """The same within a transaction of the caller, which may be repeated."""
    changes = plan(batch)
    if only is not None and changes.digest != only:
        raise Moved
    changed = [change for change in changes.foods if change.is_changed]
    new = [change.food for change in changes.foods if change.is_new]
    for change in changed:
        change.food.save()
    Food.objects.bulk_create(new)
    _write_measures(changes.foods)
    reworded = [change.food for change in changed if change.is_reworded]
    if new or reworded:
        index_foods([*new, *reworded])
    refresh_recipes(change.food.pk for change in changed)
    tagged = [change for change in changed if change.facts_before is not None]
    tell_changes(
        {str(change.food.pk): change.facts_before for change in tagged if change.facts_before},
        {str(change.food.pk): facts_of(vars(change.food)) for change in tagged},
    )
    return changes


def count(batch: Batch, changes: Changes, report: Report, file: str) -> None:
    """Adds what a batch does to the report."""
    used = [batch.measures.get(change.food.source_id, []) for change in changes.foods]
    report.add_changes(changes.foods, measures=sum(map(len, used)))
    for line, reason in changes.refused:
        report.skip(report.foods, file, line, reason)


def _write_measures(changes: list[FoodChange]) -> None:
    gone = [measure.pk for change in changes for measure in change.gone_measures]
    if gone:
        Measure.objects.filter(pk__in=gone).delete()
    Measure.objects.bulk_create(measure for change in changes for measure in change.new_measures)
    Measure.objects.bulk_update(
        [measure for change in changes for measure in change.changed_measures], MEASURE_FIELDS
    )


def _stored(source_ids: list[str]) -> dict[str, Stored]:
    """What there is of these foods, by their identifiers. Four queries at most."""
    found = {food.pk: Stored(food) for food in Food.objects.filter(source_id__in=source_ids)}
    by_food: dict[UUID, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(food__in=list(found)).order_by("seq", "pk"):
        by_food[measure.food_id].append(measure)
    own = _own_figures(key for key, stored in found.items() if stored.food.is_corrected)
    kept = _edited_here(key for key, stored in found.items() if stored.food.source == PRACTICE)
    for key, stored in found.items():
        # Ids that an import gave are of version 5; a practice's own are random.
        stored.imported = {measure.pk: measure for measure in by_food[key] if measure.pk.version == 5}
        stored.own_measures = [measure for measure in by_food[key] if measure.pk.version != 5]
        stored.own_figures = own.get(key)
        stored.is_kept = key in kept or stored.food.source == RECIPE
    return {stored.food.source_id: stored for stored in found.values()}


def _own_figures(corrected_foods: Iterable[UUID]) -> dict[UUID, dict[str, float | None]]:
    """The figures of the practice for those foods."""
    keys = list(corrected_foods)
    rows = Correction.objects.filter(pk__in=keys).order_by() if keys else Correction.objects.none()
    return dict(rows.values_list("pk", "figures"))


def _edited_here(own_foods: Iterable[UUID]) -> set[UUID]:
    """Those that somebody saved on the site: each of their changes is a version there."""
    keys = list(own_foods)
    sheets = OwnFood.objects.filter(pk__in=keys, version__gt=0) if keys else OwnFood.objects.none()
    return set(sheets.order_by().values_list("pk", flat=True))
