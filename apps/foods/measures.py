"""Household measures: what one of each weighs; katori, glass and spoons follow from a food's density."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_SHORT = {"tablespoon": "tbsp", "tablespoons": "tbsp", "teaspoon": "tsp", "teaspoons": "tsp", "cups": "cup"}
# Only of these is a third of "3 oz" one "oz"; a tenth of "10 chips" is not called "chips".
_DIVISIBLE = {"cup", "tbsp", "tsp", "oz", "fl oz", "g", "ml"}
_COUNT = re.compile(r"(?P<count>\d+(?:\.\d+)?|\d+/\d+)\s+(?P<rest>\S.*)")


@dataclass(frozen=True, slots=True)
class Serving:
    """One of a measure: `grams` of the edible part and, where it is a volume, its `ml`."""

    label: str
    grams: float
    ml: float | None = None


def offered(servings: Iterable[Serving], vessels: Mapping[str, float]) -> list[Serving]:
    """What a dietitian may choose from: the food's own measures, those a density gives, and always grams.

    `vessels`: millilitres of each household vessel of the practice. They are offered, in their order, for a
    food with a density, unless the table has its own.
    """
    own = _by_label(one_of(serving) for serving in servings)
    volumes = [serving for serving in own if serving.ml]
    derived = [
        Serving(vessel, round(grams_in(ml, volumes), 1), ml)
        for vessel, ml in vessels.items()
        if volumes and not any(serving.label == vessel for serving in own)
    ]
    return [*own, *derived, Serving("g", 1)]


def one_of(serving: Serving) -> Serving:
    """The measure counted singly: "1 cup" is a "cup", "2 tbsp" of 30 g are a "tbsp" of 15 g."""
    match = _COUNT.fullmatch(serving.label.strip())
    if match is None:
        return serving
    rest = _SHORT.get(match["rest"], match["rest"])
    if match["count"] == "1":
        return Serving(rest, serving.grams, serving.ml)
    count = _number(match["count"])
    if rest not in _DIVISIBLE or not count:
        return serving
    return Serving(rest, round(serving.grams / count, 2), serving.ml and round(serving.ml / count, 3))


def grams_in(ml: float, volumes: Sequence[Serving]) -> float:
    """What `ml` of the food weigh.

    By the density of the measure nearest in size: spoons are heaped, cups are not.
    """
    densities = [(serving.grams / serving.ml, serving.ml) for serving in volumes if serving.ml]
    density, _ = min(densities, key=lambda pair: abs(math.log(pair[1] / ml)))
    return density * ml


def _by_label(servings: Iterable[Serving]) -> list[Serving]:
    first: dict[str, Serving] = {}
    for serving in servings:
        first.setdefault(serving.label, serving)
    first.pop("g", None)
    return list(first.values())


def _number(text: str) -> float:
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or 1) if float(bottom or 1) else 0.0
