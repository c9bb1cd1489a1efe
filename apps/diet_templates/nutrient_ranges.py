"""The fields for ranges of further nutrients, which a record keeps in one column.

Every nutrient has its two fields in every form, so that drafts have one shape whatever the practice chooses
to show; the page renders those that are shown or have a range already.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.diet_templates.header import RANGED, MenuRecord
from apps.foods.nutrients import BY_KEY, KEYS, Nutrient
from apps.practice.models import Practice

MOST = 1_000_000  # of any unit: more is a slip of the keyboard
FURTHER = tuple(key for key in KEYS if key not in RANGED)


def range_fields() -> dict[str, forms.Field]:
    """`{"fibre_g_min": …, "fibre_g_max": …, …}` for every nutrient that has no columns of its own."""
    return {
        f"{key}_{end}": _field(BY_KEY[key], label)
        for key in FURTHER
        for end, label in (("min", _("{nutrient} from ({unit})")), ("max", _("{nutrient} to ({unit})")))
    }


def initial_of(record: MenuRecord) -> dict[str, float]:
    """What those fields show of a record."""
    ranges = record.nutrient_ranges or {}
    return {f"{key}_{end}": value for key, ends in ranges.items() for end, value in ends.items()}


def collected(cleaned: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """The column, from the values of valid fields; what is open is left out."""
    ranges = {
        key: {end: value for end in ("min", "max") if (value := cleaned.get(f"{key}_{end}")) is not None}
        for key in FURTHER
    }
    return {key: ends for key, ends in ranges.items() if ends}


def shown_keys(record: MenuRecord | None = None) -> list[str]:
    """The further nutrients that days show: those that the practice chose, then others with a range."""
    chosen = [key for key in Practice.current().shown_nutrients if key in FURTHER]
    ranged = (record.nutrient_ranges or {}) if record else {}
    return list(dict.fromkeys([*chosen, *(key for key in ranged if key in FURTHER)]))


def all_shown_keys(record: MenuRecord | None = None) -> list[str]:
    """What pages, comparisons and files show of it: energy and macronutrients, then `shown_keys`."""
    return [*RANGED, *shown_keys(record)]


def _field(nutrient: Nutrient, label: Any) -> forms.FloatField:
    return forms.FloatField(
        label=format_lazy(label, nutrient=nutrient.label, unit=nutrient.unit),
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
