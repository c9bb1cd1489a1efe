"""Which of USDA's nutrients is which of ours, and in what unit: pure tables and arithmetic.

Nutrients are told by their number (`nutrient_nbr`), which has not changed since the Standard Reference.
"""

from __future__ import annotations

from typing import NamedTuple

from apps.foods.nutrients import BY_KEY

KJ_PER_KCAL = 4.184

# Our key -> USDA's numbers; where a food has several of them, the first wins. Energy: as in the table, by
# specific factors, by general ones, and in kJ. Folate counts as DFE only; vitamin D in µg or, long ago, IU.
NUMBERS: dict[str, tuple[str, ...]] = {
    "kcal": ("208", "958", "957", "268"), "protein_g": ("203",), "carb_g": ("205", "205.2"),
    "fat_g": ("204", "298"), "fibre_g": ("291", "293"), "sugar_g": ("269", "269.3"), "sfa_g": ("606",),
    "mufa_g": ("645",), "pufa_g": ("646",), "chol_mg": ("601",), "sodium_mg": ("307",),
    "potassium_mg": ("306",), "calcium_mg": ("301",), "iron_mg": ("303",), "magnesium_mg": ("304",),
    "phosphorus_mg": ("305",), "zinc_mg": ("309",), "vit_a_ug": ("320",), "vit_c_mg": ("401",),
    "vit_d_ug": ("328", "324"), "vit_e_mg": ("323",), "vit_k_ug": ("430",), "thiamin_mg": ("404",),
    "riboflavin_mg": ("405",), "niacin_mg": ("406",), "vit_b6_mg": ("415",), "folate_ug": ("435",),
    "vit_b12_ug": ("418",), "water_g": ("255",), "alcohol_g": ("221",),
}  # fmt: skip
_GRAMS = {"G": 1.0, "MG": 1e-3, "UG": 1e-6, "MCG": 1e-6, "µG": 1e-6}
_OURS = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}
# 1 µg of vitamin D is 40 IU; the units of other vitamins depend on their form.
_IU_IN_UG = {"vit_d_ug": 0.025}


class Meaning(NamedTuple):
    """What a line of food_nutrient.csv says: `factor` times its amount is our figure `key`, unless one of a
    smaller `preference` is there."""

    key: str
    preference: int
    factor: float


def meaning(number: str, unit: str) -> Meaning | None:
    """What the nutrient with that number and unit is to us; None when it is none of ours.

    Raises ValueError when it is, but in a unit that cannot be converted.
    """
    number = number.removesuffix(".0")
    for key, numbers in NUMBERS.items():
        if number in numbers:
            return Meaning(key, numbers.index(number), _factor(key, unit.strip().upper()))
    return None


def _factor(key: str, unit: str) -> float:
    ours = BY_KEY[key].unit
    if ours == "kcal" and unit in ("KCAL", "KJ"):
        return 1.0 if unit == "KCAL" else 1 / KJ_PER_KCAL
    if unit == "IU" and key in _IU_IN_UG:
        return _IU_IN_UG[key]
    if ours in _OURS and unit in _GRAMS:
        return _GRAMS[unit] / _OURS[ours]
    raise ValueError(unit)
