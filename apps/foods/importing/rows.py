"""From the cells of a line to a food or a measure, or the reason why not. No database."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from apps.foods.diet import Allergen, Restriction
from apps.foods.importing.report import BadLine
from apps.foods.models import CarbBasis, Food, Measure, State
from apps.foods.nutrients import KEYS, NUTRIENTS
from apps.foods.sources import source_of

FOOD_REQUIRED = ("id", "source", "name")
# usda_id names the USDA food that the figures may be checked against; it is not stored.
FOOD_OPTIONAL = (
    *("alt_names", "local_names", "group", "form", "refuse_pct", "citation", "carb_basis", "usda_id"),
    *KEYS,
)
MEASURE_REQUIRED = ("food_id", "seq", "measure", "grams")
MEASURE_OPTIONAL = ("ml",)
TAG_REQUIRED = ("food_id", "allergens", "unsuitable_for", "checked")

# Ids of imported rows follow from their identifiers: a food has the same id on every installation.
_NAMESPACE = UUID("8d3b1f0e-52a6-4c0b-9f6e-3c7a1d2e4b58")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_IDENTIFIER = re.compile(r"[\w.:/-]+")
_MOST_GRAMS = 100_000


@dataclass(frozen=True, slots=True)
class FoodRow:
    """One line of foods.csv; `fields` are fields of Food by name."""

    line: int
    source_id: str
    fields: Mapping[str, Any]

    @property
    def pk(self) -> UUID:
        return uuid5(_NAMESPACE, self.source_id)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line of measures.csv; `food` is the identifier of its food."""

    line: int
    food: str
    seq: int
    label: str
    grams: float
    ml: float | None

    @property
    def pk(self) -> UUID:
        return imported_measure_id(self.food, self.seq)


def imported_measure_id(food: str, seq: int) -> UUID:
    """The id that the measure `seq` of the food `food` (its identifier) has on every installation."""
    return uuid5(_NAMESPACE, f"{food}/{seq}")


@dataclass(frozen=True, slots=True)
class TagRow:
    """One line of tags.csv: codes that somebody confirmed, and whether these are all there are."""

    line: int
    food: str
    allergens: tuple[str, ...]
    unsuitable_for: tuple[str, ...]
    checked: bool


def food_row(line: int, cells: Mapping[str, str]) -> FoodRow:
    """The food of a line; BadLine when any of its cells cannot be used."""
    source_id = _identifier(cells, "id")
    source = _text(cells, "source", Food, "source", required=True)
    figures = {nutrient.key: number_in(cells, nutrient.key, most=nutrient.most) for nutrient in NUTRIENTS}
    fields = {
        "source": source,
        "citation": _text(cells, "citation", Food, "citation"),
        "name": _text(cells, "name", Food, "name", required=True),
        "alt_names": _text(cells, "alt_names", Food, "alt_names"),
        "local_names": joined_names(_text(cells, "local_names", Food, "local_names")),
        "group": _text(cells, "group", Food, "group"),
        "state": _choice(cells, "form", State.values),
        "refuse_pct": number_in(cells, "refuse_pct", most=100),
        "nutrients": {key: value for key, value in figures.items() if value is not None},
        "carb_basis": _choice(cells, "carb_basis", CarbBasis.values) or source_of(source).carb_basis.value,
    }
    return FoodRow(line, source_id, fields)


def measure_row(line: int, cells: Mapping[str, str]) -> MeasureRow:
    """The measure of a line; BadLine when any of its cells cannot be used."""
    seq = cells["seq"]
    if not re.fullmatch(r"\d{1,4}", seq, re.ASCII):
        raise BadLine(_("seq is “%(value)s”, not a whole number from 0 to 9999.") % {"value": seq[:40]})
    grams = number_in(cells, "grams", most=_MOST_GRAMS)
    ml = number_in(cells, "ml", most=_MOST_GRAMS)
    if not grams or ml == 0:
        raise BadLine(_("%(column)s must be more than 0.") % {"column": "ml" if grams else "grams"})
    food = _identifier(cells, "food_id")
    return MeasureRow(
        line, food, int(seq), _text(cells, "measure", Measure, "label", required=True), grams, ml
    )


def tag_row(line: int, cells: Mapping[str, str]) -> TagRow:
    """The tags of a line; BadLine when any of its cells cannot be used."""
    return TagRow(
        line,
        _identifier(cells, "food_id"),
        _codes(cells, "allergens", Allergen.values),
        _codes(cells, "unsuitable_for", Restriction.values),
        _choice(cells, "checked", ["yes", "no"]) == "yes",
    )


def joined_names(*lists: str) -> str:
    """Lists of names as one, each name once: "a;b" and "b; c" give "a; b; c"."""
    names = (name.strip() for names in lists for name in names.split(";"))
    return "; ".join(dict.fromkeys(filter(None, names)))


def _identifier(cells: Mapping[str, str], column: str) -> str:
    value = _text(cells, column, Food, "source_id", required=True)
    if not _IDENTIFIER.fullmatch(value):
        raise BadLine(
            _("%(column)s “%(value)s” may hold only letters, digits and . : / - _")
            % {"column": column, "value": value}
        )
    return value


def _text(
    cells: Mapping[str, str], column: str, model: type[Food | Measure], field: str, *, required: bool = False
) -> str:
    value = cells.get(column, "")
    longest: int | None = getattr(model._meta.get_field(field), "max_length", None)
    if required and not value:
        raise BadLine(_("%(column)s is missing.") % {"column": column})
    if longest and len(value) > longest:
        raise BadLine(
            _("%(column)s has %(length)d characters; at most %(longest)d fit.")
            % {"column": column, "length": len(value), "longest": longest}
        )
    return value


def _choice(cells: Mapping[str, str], column: str, choices: list[str]) -> str:
    value = cells.get(column, "")
    if value and value not in choices:
        raise BadLine(
            _("%(column)s is “%(value)s”; it may be empty or one of %(choices)s.")
            % {"column": column, "value": value[:40], "choices": ", ".join(filter(None, choices))}
        )
    return value


def _codes(cells: Mapping[str, str], column: str, known: list[str]) -> tuple[str, ...]:
    """Codes between spaces, in the order of the controlled list."""
    given = cells.get(column, "").split()
    strange = [code for code in given if code not in known]
    if strange:
        raise BadLine(
            _("%(column)s: there is no “%(value)s”.") % {"column": column, "value": strange[0][:40]}
        )
    return tuple(code for code in known if code in given)


def number_in(cells: Mapping[str, str], column: str, *, most: float) -> float | None:
    """The number of a cell, None when it is empty: empty is unknown."""
    text = cells.get(column, "")
    if not text:
        return None
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise BadLine(_("%(column)s is “%(value)s”, not a number.") % {"column": column, "value": text[:40]})
    if not 0 <= value <= most:
        raise BadLine(
            _("%(column)s is %(value)s; it must lie between 0 and %(most)s.")
            % {"column": column, "value": text[:40], "most": f"{most:g}"}
        )
    return value
