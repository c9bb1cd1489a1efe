"""Household measures as USDA writes them, in our words. Pure functions over the cells of food_portion.csv."""

import re
from collections.abc import Mapping

_ML = {
    "cup": 236.588, "cups": 236.588, "tbsp": 14.787, "tablespoon": 14.787, "tablespoons": 14.787,
    "tsp": 4.929, "teaspoon": 4.929, "teaspoons": 4.929,
    "fl oz": 29.574, "ml": 1.0, "milliliter": 1.0, "liter": 1000.0,
}  # fmt: skip
_NO_UNIT = {"", "undetermined"}
_UNSPECIFIED = "quantity not specified"
_VOLUME = re.compile(rf"(?P<count>\d+(?:\.\d+)?) (?P<unit>{'|'.join(sorted(_ML, key=len, reverse=True))})\b")


def portion_label(cells: Mapping[str, str], unit: str) -> str:
    """What the portion is called: "1 cup, chopped"; "" for one of which USDA does not say what it is.

    FNDDS writes it out and puts a code into `modifier`; Foundation Foods name a unit, SR Legacy only modify.
    """
    written = cells.get("portion_description", "")
    if written:
        return "" if written.lower() == _UNSPECIFIED else written
    modifier = cells.get("modifier", "")
    named = "" if unit.lower() in _NO_UNIT else unit
    words = ", ".join(filter(None, (named, modifier)))
    return f"{_count(cells.get('amount', ''))} {words}" if words else ""


def millilitres(label: str) -> float | None:
    """The volume that a measure like "2 tbsp, heaped" names; None for one that is no volume."""
    match = _VOLUME.match(label.lower())
    if match is None or not float(match["count"]):
        return None
    return round(float(match["count"]) * _ML[match["unit"]], 3)


def _count(amount: str) -> str:
    try:
        return f"{float(amount):g}"
    except ValueError:
        return "1"
