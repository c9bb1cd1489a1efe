"""The controlled lists of what people do not eat.

Allergens follow the declared groups of FSSAI, the EU and the US.
"""

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
