"""The food table: what a food is, what 100 g of it holds, and the household measures it is served in."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.drafts.models import VersionedRecord
from dtps.db.models import Record

# Characters of a list of names.
LONGEST_NAMES = 500


class State(models.TextChoices):
    """In what state the figures of a food hold; raw and cooked rice differ threefold."""

    AS_EATEN = "", _("as eaten")
    RAW = "raw", _("raw")
    COOKED = "cooked", _("cooked")
    DRY = "dry", _("dry")


class CarbBasis(models.TextChoices):
    """What the carbohydrate figure of a source counts."""

    TOTAL = "total", _("total, fibre included")
    AVAILABLE = "available", _("available, fibre not included")


def own_source_id() -> str:
    """The identifier of a food that the practice adds itself."""
    return f"practice:{uuid4()}"


class Food(Record):
    """A food of the table. Menus name it by `id`; `source_id` is what its source calls it."""

    source_id = models.CharField(_("identifier"), max_length=80, unique=True, default=own_source_id)
    source = models.CharField(_("source"), max_length=40, default="practice")
    citation = models.CharField(_("citation"), max_length=500, blank=True)
    name = models.CharField(_("name"), max_length=200)
    alt_names = models.CharField(
        _("other names"), max_length=LONGEST_NAMES, blank=True, help_text=_("Separated by semicolons.")
    )
    local_names = models.CharField(
        _("local names"), max_length=LONGEST_NAMES, blank=True, help_text=_("Separated by semicolons.")
    )
    group = models.CharField(_("group"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.AS_EATEN, blank=True
    )
    refuse_pct = models.FloatField(
        _("refuse (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Share of the food as bought that is not eaten."),
    )
    # Per 100 g of the edible part, by the keys of nutrients.py. A key that is absent is unknown, never 0.
    nutrients = models.JSONField(_("nutrients per 100 g"), default=dict, blank=True)
    # What the source says, while the practice has figures of its own in `nutrients`; None without these.
    source_nutrients = models.JSONField(null=True, blank=True, editable=False)
    carb_basis = models.CharField(
        _("carbohydrate"), max_length=10, choices=CarbBasis.choices, default=CarbBasis.TOTAL
    )
    # Codes of diet.Allergen that a person has confirmed; an import never fills it.
    allergens = models.JSONField(_("allergens"), default=list, blank=True)
    # Codes of diet.Restriction, confirmed likewise. Null is what a worker of an earlier version wrote: none.
    unsuitable_for = models.JSONField(_("not suitable for"), null=True, default=list, blank=True)
    # When somebody confirmed that these tags are all there are; null: not checked, which is never "safe".
    tags_checked_at = models.DateTimeField(_("tags checked"), null=True, blank=True, editable=False)
    # Null beside a date: the authors of the table that the food came with.
    tags_checked_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=_("tags checked by"),
    )
    is_active = models.BooleanField(
        _("offered in search"), default=True, help_text=_("Plans that use the food keep it either way.")
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("food")
        verbose_name_plural = _("foods")
        ordering = ["name", "source_id"]
        indexes = [models.Index(fields=["name", "source_id"], name="food_in_admin_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the food."""
        return reverse("food-pages:detail", args=[self.pk])

    @property
    def is_corrected(self) -> bool:
        """Whether some of its figures are the practice's own instead of the source's."""
        return self.source_nutrients is not None

    @property
    def local_list(self) -> str:
        """The local names as people read them."""
        return ", ".join(name.strip() for name in self.local_names.split(";") if name.strip())


class Measure(Record):
    """One household measure of a food: what it weighs and, where it is volumetric, what it holds."""

    food = models.ForeignKey(
        Food, models.CASCADE, verbose_name=_("food"), related_name="measures", db_index=False
    )
    seq = models.PositiveIntegerField(_("order"))
    label = models.CharField(_("measure"), max_length=160)
    grams = models.FloatField(_("grams"), validators=[MinValueValidator(0.01)])
    ml = models.FloatField(_("millilitres"), null=True, blank=True, validators=[MinValueValidator(0.01)])

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["food", "seq"]
        # Read with its food, in order. Not unique: a practice adds its own between those imported.
        indexes = [models.Index(fields=["food", "seq"], name="measure_in_order")]

    def __str__(self) -> str:
        return self.label


class FoodWord(Record):
    """One word under which a food is found: the index of the search (search.py), never edited by hand."""

    word = models.CharField(max_length=40)
    # How good a hit this word of this food is; the smaller, the earlier.
    weight = models.IntegerField()
    # All words of the food, so that the further words of a query are looked up in the same row.
    text = models.CharField(max_length=600)
    food = models.ForeignKey(Food, models.CASCADE, related_name="words")

    class Meta:
        # A query reads one range of words, best weights first.
        indexes = [models.Index(fields=["word", "weight"], name="food_word_by_weight")]

    def __str__(self) -> str:
        return self.word


class WordGap(Record):
    """A word of the index, or it with one letter left out: how a mistyped word finds its neighbours."""

    gap = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["gap"], name="word_by_gap"),
            models.Index(fields=["word"], name="gap_by_word"),
        ]

    def __str__(self) -> str:
        return f"{self.gap} / {self.word}"


class FoodChoice(Record):
    """What one person has to do with one food: starred it, or put it into a menu at `used_at`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    food = models.ForeignKey(Food, models.CASCADE, related_name="+")
    is_favourite = models.BooleanField(default=False)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Read by every search of that person.
            models.UniqueConstraint(fields=["user", "food"], name="one_choice_a_person_and_food"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.food_id}"


class Sheet(VersionedRecord):
    """What the practice itself has written about a food, under the id of the food, which has the figures."""

    food = models.OneToOneField(Food, models.CASCADE, editable=False, verbose_name=_("food"))

    class Meta(VersionedRecord.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.food)

    def get_absolute_url(self) -> str:
        """The page of the food."""
        return reverse("food-pages:detail", args=[self.pk])


class OwnFood(Sheet):
    """A food that the practice entered with figures of its own; all of it stands in `food`."""

    class Meta(Sheet.Meta):
        verbose_name = _("own food")
        verbose_name_plural = _("own foods")


class Correction(Sheet):
    """Figures of the practice that win over those of the source of a food; {} once they are taken back."""

    # Per 100 g by nutrient key; None says that the practice takes the source's figure for unknown.
    figures = models.JSONField(_("own figures"), default=dict, blank=True)
    reason = models.CharField(_("where the figures are from"), max_length=300, blank=True)

    class Meta(Sheet.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")


class Recipe(Sheet):
    """A food that is computed from others (recipes.py); the figures per 100 g cooked stand in `food`."""

    ingredients = models.JSONField(_("ingredients"), default=dict, blank=True)
    cooking = models.CharField(_("cooking"), max_length=20, blank=True)
    cooked_g = models.FloatField(_("weight when cooked (g)"), null=True, blank=True)
    yield_factor = models.FloatField(_("yield factor"), null=True, blank=True)
    servings = models.FloatField(_("servings"), null=True, blank=True)
    # Percent of a nutrient that the cooking leaves, by its key.
    kept = models.JSONField(_("kept in cooking"), default=dict, blank=True)
    preparation = models.TextField(_("preparation"), max_length=4000, blank=True)

    class Meta(Sheet.Meta):
        verbose_name = _("recipe")
        verbose_name_plural = _("recipes")


class Ingredient(Record):
    """That a recipe uses a food: how a change of the food finds the recipes to compute anew."""

    recipe = models.ForeignKey(Recipe, models.CASCADE, related_name="uses")
    food = models.ForeignKey(Food, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("ingredient")
        verbose_name_plural = _("ingredients")

    def __str__(self) -> str:
        return f"{self.recipe_id} / {self.food_id}"
