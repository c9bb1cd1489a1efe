"""The practice itself: how it is called, and what holds for all of its work."""

from typing import Any, Self
from uuid import UUID

from django.core.cache import cache
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.drafts.models import VersionedRecord

ONLY = UUID("00000000-0000-4000-8000-000000000001")
CACHE_KEY = "practice"
CACHED_SECONDS = 60


class Policy(models.TextChoices):
    """What happens to a line that the person must not eat."""

    BLOCK = "block", _("Refuse it, unless somebody gives a reason")
    WARN = "warn", _("Mark it")


def vessel(label: Any, ml: float) -> Any:
    """The size of a household vessel of this practice."""
    return models.FloatField(label, default=ml, validators=[MinValueValidator(1), MaxValueValidator(2_000)])


def usual_nutrients() -> list[str]:
    """What days show beside energy and macronutrients, until the practice chooses."""
    return ["fibre_g", "sodium_mg"]


class Practice(VersionedRecord):
    """The one record of its kind; ask for it with `Practice.current()`."""

    name = models.CharField(_("name"), max_length=150, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # Read by what prints it alone; `current()` leaves it out.
    logo = models.BinaryField(_("logo"), null=True, editable=False)
    logo_type = models.CharField(_("type of the logo"), max_length=40, blank=True, editable=False)

    allergy_policy = models.CharField(
        _("a food that a client is allergic to"), max_length=10, choices=Policy.choices, default=Policy.BLOCK
    )
    restriction_policy = models.CharField(
        _("a food against a client's restrictions"),
        max_length=10,
        choices=Policy.choices,
        default=Policy.WARN,
    )

    katori_ml = vessel(_("katori (ml)"), 150)
    glass_ml = vessel(_("glass (ml)"), 200)
    cup_ml = vessel(_("cup (ml)"), 236.6)
    tbsp_ml = vessel(_("tablespoon (ml)"), 14.8)
    tsp_ml = vessel(_("teaspoon (ml)"), 4.9)

    # Keys of apps.foods.nutrients, in the order in which days show them.
    shown_nutrients = models.JSONField(_("nutrients that days show"), default=usual_nutrients, blank=True)

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practice")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Self:
        """The practice as it is now, without its logo; with the usual values while nobody has saved any.

        Read by nearly every page, so it is kept in the cache. A Save writes the new one there (`remember`),
        and a reader only fills a gap, so that a slow one cannot put an old state over it.
        """
        practice: Self | None = cache.get(CACHE_KEY)
        if practice is None:
            practice = cls.objects.defer("logo").filter(pk=ONLY).first() or cls(pk=ONLY)
            cache.add(CACHE_KEY, practice, CACHED_SECONDS)
        return practice

    @classmethod
    def remember(cls) -> None:
        """Shows what was just saved to all readers at once."""
        cache.set(CACHE_KEY, cls.objects.defer("logo").get(pk=ONLY), CACHED_SECONDS)

    def get_absolute_url(self) -> str:
        """Where its settings are."""
        return reverse("dashboard:practice")

    @property
    def vessels(self) -> dict[str, float]:
        """Millilitres of each household vessel, in the order in which they are offered."""
        return {
            "katori": self.katori_ml,
            "glass": self.glass_ml,
            "cup": self.cup_ml,
            "tbsp": self.tbsp_ml,
            "tsp": self.tsp_ml,
        }
