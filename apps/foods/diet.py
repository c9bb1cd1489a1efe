"""The controlled lists of what people do not eat, and what follows from what.

Allergens follow the declared groups of FSSAI, the EU and the US.
"""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Restriction(models.TextChoices):
    """A way of eating that a client keeps or a template suits."""

    VEGETARIAN = "vegetarian", _("Vegetarian")
    VEGAN = "vegan", _("Vegan")
    EGGITARIAN = "eggitarian", _("Eggitarian")
    PESCATARIAN = "pescatarian", _("Pescatarian")
    JAIN = "jain", _("Jain")
    SATTVIC = "sattvic", _("Sattvic (no onion, no garlic)")
    HALAL = "halal", _("Halal")
    KOSHER = "kosher", _("Kosher")
    NO_BEEF = "no_beef", _("No beef")
    NO_PORK = "no_pork", _("No pork")
    GLUTEN_FREE = "gluten_free", _("Gluten-free")
    LACTOSE_FREE = "lactose_free", _("Lactose-free")
    DAIRY_FREE = "dairy_free", _("Dairy-free")
    NUT_FREE = "nut_free", _("Nut-free")
    SOY_FREE = "soy_free", _("Soy-free")
    LOW_SODIUM = "low_sodium", _("Low sodium")
    LOW_POTASSIUM = "low_potassium", _("Low potassium")
    LOW_FODMAP = "low_fodmap", _("Low FODMAP")
    LOW_GI = "low_gi", _("Low glycaemic index")
    KETO = "keto", _("Ketogenic")


class Allergen(models.TextChoices):
    """A group of foods that somebody may be allergic to."""

    GLUTEN = "gluten", _("Cereals with gluten")
    MILK = "milk", _("Milk")
    EGG = "egg", _("Egg")
    FISH = "fish", _("Fish")
    CRUSTACEAN = "crustacean", _("Crustaceans")
    MOLLUSC = "mollusc", _("Molluscs")
    PEANUT = "peanut", _("Peanut")
    TREE_NUT = "tree_nut", _("Tree nuts")
    SOY = "soy", _("Soya")
    SESAME = "sesame", _("Sesame")
    MUSTARD = "mustard", _("Mustard")
    CELERY = "celery", _("Celery")
    LUPIN = "lupin", _("Lupin")
    SULPHITE = "sulphite", _("Sulphites")


# What holds the allergen cannot suit these. Milk says nothing about lactose: ghee is milk without it.
_AGAINST: Mapping[str, tuple[Restriction, ...]] = {
    Allergen.GLUTEN: (Restriction.GLUTEN_FREE,),
    Allergen.MILK: (Restriction.DAIRY_FREE,),
    Allergen.EGG: (Restriction.VEGETARIAN,),
    Allergen.FISH: (Restriction.EGGITARIAN,),
    Allergen.CRUSTACEAN: (Restriction.EGGITARIAN, Restriction.KOSHER),
    Allergen.MOLLUSC: (Restriction.EGGITARIAN, Restriction.KOSHER),
    Allergen.PEANUT: (Restriction.NUT_FREE,),
    Allergen.TREE_NUT: (Restriction.NUT_FREE,),
    Allergen.SOY: (Restriction.SOY_FREE,),
}

# What does not suit the one cannot suit the stricter others either: who eats no egg eats no fish.
_STRICTER: Mapping[str, tuple[Restriction, ...]] = {
    Restriction.NO_BEEF: (Restriction.PESCATARIAN,),
    Restriction.NO_PORK: (Restriction.PESCATARIAN, Restriction.HALAL, Restriction.KOSHER),
    Restriction.PESCATARIAN: (Restriction.EGGITARIAN,),
    Restriction.EGGITARIAN: (Restriction.VEGETARIAN,),
    Restriction.VEGETARIAN: (Restriction.VEGAN, Restriction.JAIN, Restriction.SATTVIC),
    Restriction.LACTOSE_FREE: (Restriction.DAIRY_FREE,),
    Restriction.DAIRY_FREE: (Restriction.VEGAN,),
}

# No look at a food alone tells that it suits these: they are about amounts, or about how an animal was
# slaughtered. A food that somebody marked is against them; of the others nothing is said.
BY_MARK_ONLY = frozenset(
    {
        Restriction.HALAL,
        Restriction.KOSHER,
        Restriction.LOW_SODIUM,
        Restriction.LOW_POTASSIUM,
        Restriction.LOW_FODMAP,
        Restriction.LOW_GI,
        Restriction.KETO,
    }
)


def against(allergens: Iterable[str], unsuitable_for: Iterable[str]) -> list[str]:
    """The restrictions that a food of these confirmed tags does not suit, in the order of the list."""
    found: set[str] = set()
    waiting = [*unsuitable_for, *(code for allergen in allergens for code in _AGAINST.get(allergen, ()))]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += _STRICTER.get(code, ())
    return [code for code in Restriction.values if code in found]
