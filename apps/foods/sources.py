"""Where figures come from: what to call a source, how to cite it, and what its carbohydrate counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from apps.foods.models import CarbBasis

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Source:
    """A food composition table."""

    label: str | StrPromise
    citation: str = ""
    carb_basis: CarbBasis = CarbBasis.TOTAL


STARTER = "starter"
PRACTICE = "practice"
RECIPE = "recipe"
# Not from a table: the practice edits these foods themselves, and corrects all others.
OWN = (PRACTICE, RECIPE)

SOURCES: dict[str, Source] = {
    STARTER: Source(_("DTPS starter table")),
    PRACTICE: Source(_("This practice")),
    RECIPE: Source(_("Recipe of this practice")),
    "fndds": Source(
        "USDA FNDDS 2021-2023",
        "USDA Agricultural Research Service. 2024. USDA Food and Nutrient Database for Dietary Studies "
        "2021-2023. Food Surveys Research Group Home Page, http://www.ars.usda.gov/nea/bhnrc/fsrg",
    ),
    "sr28": Source(
        "USDA SR28",
        "USDA Agricultural Research Service, Nutrient Data Laboratory. USDA National Nutrient Database for "
        "Standard Reference, Release 28. http://www.ars.usda.gov/ba/bhnrc/ndl",
    ),
    "sr_legacy": Source(
        "USDA SR Legacy",
        "USDA Agricultural Research Service. FoodData Central: SR Legacy. https://fdc.nal.usda.gov",
    ),
    "foundation": Source(
        "USDA Foundation Foods",
        "USDA Agricultural Research Service. FoodData Central: Foundation Foods. https://fdc.nal.usda.gov",
    ),
}


def source_of(key: str) -> Source:
    """What is known of a source; one that an import brought along is called by its own key."""
    return SOURCES.get(key, Source(key))
