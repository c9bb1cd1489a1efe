"""Nutrients as pure arithmetic, in which unknown is not zero.

Figures are per 100 g of the edible part or sums of such figures; each key names its unit. A sum with an
unknown part is still worth reading, as "at least": its value is the sum of the parts that are known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Nutrient:
    """One column of the food table; `decimals` is how exactly it is shown."""

    key: str
    label: str | StrPromise
    unit: str
    decimals: int

    @property
    def most(self) -> float:
        """The most that 100 g can hold, in `unit`, a few per cent of error of the analysis included."""
        return _MOST[self.unit]


# 100 g hold at most 100 g of anything and no more energy than as much fat.
_MOST = {"kcal": 950.0, "g": 105.0, "mg": 105_000.0, "µg": 105_000_000.0}

NUTRIENTS: tuple[Nutrient, ...] = (
    Nutrient("kcal", _("Energy"), "kcal", 0),
    Nutrient("protein_g", _("Protein"), "g", 1),
    Nutrient("carb_g", _("Carbohydrate"), "g", 1),
    Nutrient("fat_g", _("Fat"), "g", 1),
    Nutrient("fibre_g", _("Fibre"), "g", 1),
    Nutrient("sugar_g", _("Sugars"), "g", 1),
    Nutrient("sfa_g", _("Saturated fat"), "g", 1),
    Nutrient("mufa_g", _("Monounsaturated fat"), "g", 1),
    Nutrient("pufa_g", _("Polyunsaturated fat"), "g", 1),
    Nutrient("chol_mg", _("Cholesterol"), "mg", 0),
    Nutrient("sodium_mg", _("Sodium"), "mg", 0),
    Nutrient("potassium_mg", _("Potassium"), "mg", 0),
    Nutrient("calcium_mg", _("Calcium"), "mg", 0),
    Nutrient("iron_mg", _("Iron"), "mg", 1),
    Nutrient("magnesium_mg", _("Magnesium"), "mg", 0),
    Nutrient("phosphorus_mg", _("Phosphorus"), "mg", 0),
    Nutrient("zinc_mg", _("Zinc"), "mg", 1),
    Nutrient("vit_a_ug", _("Vitamin A"), "µg", 0),
    Nutrient("vit_c_mg", _("Vitamin C"), "mg", 1),
    Nutrient("vit_d_ug", _("Vitamin D"), "µg", 1),
    Nutrient("vit_e_mg", _("Vitamin E"), "mg", 1),
    Nutrient("vit_k_ug", _("Vitamin K"), "µg", 1),
    Nutrient("thiamin_mg", _("Thiamin (B1)"), "mg", 2),
    Nutrient("riboflavin_mg", _("Riboflavin (B2)"), "mg", 2),
    Nutrient("niacin_mg", _("Niacin (B3)"), "mg", 1),
    Nutrient("vit_b6_mg", _("Vitamin B6"), "mg", 2),
    Nutrient("folate_ug", _("Folate"), "µg", 0),
    Nutrient("vit_b12_ug", _("Vitamin B12"), "µg", 2),
    Nutrient("water_g", _("Water"), "g", 1),
    Nutrient("alcohol_g", _("Alcohol"), "g", 1),
)
BY_KEY: Mapping[str, Nutrient] = {nutrient.key: nutrient for nutrient in NUTRIENTS}
KEYS: tuple[str, ...] = tuple(BY_KEY)
# Days show these whatever a practice chooses, and plans have their ranges in columns.
MAIN_KEYS: tuple[str, ...] = ("kcal", "protein_g", "carb_g", "fat_g")
# What the editor shows beside every food and search shows beside every hit.
HEADLINE_KEYS: tuple[str, ...] = (*MAIN_KEYS, "fibre_g", "sodium_mg")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of one nutrient; not `complete` means "at least `value`"."""

    value: float
    complete: bool


@dataclass(frozen=True, slots=True)
class Nutrients:
    """What a food, a portion or a whole day holds.

    `known` is the sum of the known parts by key, `partial` the keys to which something unknown belongs.
    A key in neither holds exactly 0: nothing was added yet.
    """

    known: Mapping[str, float]
    partial: frozenset[str]

    @classmethod
    def zero(cls) -> Nutrients:
        """Nothing eaten: 0 of everything, and that for certain."""
        return cls({}, frozenset())

    @classmethod
    def unknown(cls) -> Nutrients:
        """Something of which nothing is known."""
        return cls({}, frozenset(KEYS))

    @classmethod
    def of(cls, figures: Mapping[str, Any]) -> Nutrients:
        """From a food's figures by key; keys that are absent, None or no finite number are unknown."""
        known = {key: float(figures[key]) for key in KEYS if _is_number(figures.get(key))}
        return cls(known, frozenset(KEYS) - known.keys())

    @classmethod
    def total(cls, parts: Iterable[Nutrients]) -> Nutrients:
        """The sum of all parts."""
        return reduce(cls.__add__, parts, cls.zero())

    def __add__(self, other: Nutrients) -> Nutrients:
        sums = dict(self.known)
        for key, value in other.known.items():
            sums[key] = sums.get(key, 0.0) + value
        return Nutrients(sums, self.partial | other.partial)

    def __getitem__(self, key: str) -> Amount:
        """How much of `key` (one of KEYS; KeyError otherwise)."""
        BY_KEY[key]
        return Amount(self.known.get(key, 0.0), key not in self.partial)

    def in_grams(self, grams: float | None) -> Nutrients:
        """What `grams` hold when these are figures per 100 g; of an unknown weight everything is unknown."""
        if grams is None:
            return Nutrients.unknown()
        return Nutrients({key: value * grams / 100 for key, value in self.known.items()}, self.partial)

    def as_json(self) -> dict[str, dict[str, float | bool]]:
        """`{key: {"value": number, "complete": bool}}` for all keys, unrounded."""
        return {key: {"value": self[key].value, "complete": self[key].complete} for key in KEYS}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
