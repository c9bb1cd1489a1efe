"""What 100 g of a cooked dish hold, from what goes into it. Pure arithmetic, in which unknown stays unknown.

The figures of the ingredients are added up and divided by the weight of the cooked dish: what the weights
differ by is water, taken up or boiled off. So cooking water need not be listed, and what drains off is not
accounted for. Heat destroys a part of some vitamins; how much the person may say (`kept`), else these are
unknown in a heated dish, because what the raw ingredients hold would be too much.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from apps.foods.nutrients import Nutrients

WATER = "water_g"
HEAT_LABILE = ("vit_c_mg", "thiamin_mg", "vit_b6_mg", "folate_ug")


@dataclass(frozen=True, slots=True)
class Cooking:
    """A way of cooking: what 1 g of raw ingredients weigh afterwards, and whether heat works on vitamins."""

    label: object
    factor: float
    is_heated: bool = True


# The factors are ratios of figures per 100 g before and after, in USDA SR28. Boiled: of the dry matter (rice
# 20444, 20445; the mean of lentils 16069, 16070, chickpeas 16056, 16057, mung 16080, 16081 and kidney beans
# 16027, 16028; pasta 20420, 20421; potatoes 11352, 11367). Meat and fish: of the protein, as fat and water
# drip off (chicken 05011 with 05013 and 05014; cod 15015, 15016).
COOKING: dict[str, Cooking] = {
    "": Cooking(_("Not cooked, only put together"), 1.0, is_heated=False),
    "heated": Cooking(_("Cooked, the weight stays"), 1.0),
    "rice": Cooking(_("Rice, boiled"), 2.8),
    "pulses": Cooking(_("Pulses, boiled"), 2.8),
    "pasta": Cooking(_("Pasta, boiled"), 2.38),
    "potatoes": Cooking(_("Potatoes, boiled"), 0.92),
    "roast": Cooking(_("Meat, roasted or fried"), 0.74),
    "stew": Cooking(_("Meat, stewed"), 0.78),
    "fish": Cooking(_("Fish, baked or fried"), 0.78),
}


@dataclass(frozen=True, slots=True)
class Part:
    """`grams` of an ingredient as it goes in, with its figures per 100 g."""

    per_100_g: Nutrients
    grams: float


@dataclass(frozen=True, slots=True)
class Method:
    """How the parts become a dish. A weight that was measured tells more than a factor, a factor that was
    typed more than that of the way of cooking. `kept`: percent by nutrient key."""

    cooking: str = ""
    cooked_g: float | None = None
    yield_factor: float | None = None
    kept: Mapping[str, float] = field(default_factory=dict)

    @property
    def way(self) -> Cooking:
        """The way of cooking; of one that is not known any more only that it was cooked."""
        return COOKING.get(self.cooking, COOKING["heated"])

    def cooked_weight(self, raw_g: float) -> float:
        """Grams of the dish that `raw_g` of ingredients give."""
        return self.cooked_g or raw_g * (self.yield_factor or self.way.factor)


def raw_weight(parts: Iterable[Part]) -> float:
    """Grams of all ingredients."""
    return sum(part.grams for part in parts)


def per_100_g(parts: Sequence[Part], method: Method) -> Nutrients:
    """The figures of the dish; of nothing, everything is unknown."""
    raw_g = raw_weight(parts)
    cooked_g = method.cooked_weight(raw_g)
    if not raw_g or not cooked_g:
        return Nutrients.unknown()
    total = Nutrients.total(part.per_100_g.in_grams(part.grams) for part in parts)
    known, partial = dict(total.known), set(total.partial)
    known[WATER] = max(known.get(WATER, 0.0) + cooked_g - raw_g, 0.0)
    for key, percent in method.kept.items():
        if key in known:
            known[key] *= percent / 100
    if method.way.is_heated:
        for key in HEAT_LABILE:
            if key not in method.kept and known.get(key):
                del known[key]  # "at least" would be too much
                partial.add(key)
    return Nutrients({key: value * 100 / cooked_g for key, value in known.items()}, frozenset(partial))


def stored(figures: Nutrients) -> dict[str, float]:
    """The figures that are known for certain, as a food keeps them: what is "at least" only is unknown to it.

    Rounded to six significant digits, so that computing anew changes nothing.
    """
    return {key: float(f"{value:.6g}") for key, value in figures.known.items() if key not in figures.partial}


def corrected(source: Mapping[str, float], own: Mapping[str, float | None]) -> dict[str, float]:
    """The figures of a source with those that a practice has of its own; None takes one for unknown."""
    return {key: value for key, value in {**source, **own}.items() if value is not None}
