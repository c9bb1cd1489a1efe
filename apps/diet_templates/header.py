"""What diet templates, meal plan templates and meal plans have in common: a menu and its daily ranges."""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.drafts.models import VersionedRecord
from apps.foods.diet import Restriction
from apps.foods.nutrients import MAIN_KEYS
from apps.menus.ranges import range_text

RANGED = MAIN_KEYS
RANGE_FIELDS = [f"{key}_{end}" for key in RANGED for end in ("min", "max")]
Range = tuple[float | None, float | None]


class Category(models.TextChoices):
    """What a template is for."""

    WEIGHT_LOSS = "weight_loss", _("Weight loss")
    WEIGHT_GAIN = "weight_gain", _("Weight gain")
    MAINTENANCE = "maintenance", _("Maintenance")
    MUSCLE_GAIN = "muscle_gain", _("Muscle gain")
    DIABETES = "diabetes", _("Diabetes")
    HEART_HEALTHY = "heart_healthy", _("Heart healthy")
    KETO = "keto", _("Keto")
    VEGAN = "vegan", _("Vegan")
    CUSTOM = "custom", _("Custom")


class Difficulty(models.TextChoices):
    """How much shopping, cooking and planning it asks of the client."""

    EASY = "easy", _("Easy")
    MODERATE = "moderate", _("Moderate")
    DEMANDING = "demanding", _("Demanding")


def range_end(label: Any, highest: int) -> Any:
    """One end of a daily range; empty means that there is no bound on that side."""
    return models.PositiveIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(highest)])


class MenuRecord(VersionedRecord):
    """A named menu with the daily ranges that its days are measured against."""

    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    kcal_min = range_end(_("energy from (kcal)"), 20_000)
    kcal_max = range_end(_("energy to (kcal)"), 20_000)
    protein_g_min = range_end(_("protein from (g)"), 2_000)
    protein_g_max = range_end(_("protein to (g)"), 2_000)
    carb_g_min = range_end(_("carbohydrate from (g)"), 5_000)
    carb_g_max = range_end(_("carbohydrate to (g)"), 5_000)
    fat_g_min = range_end(_("fat from (g)"), 2_000)
    fat_g_max = range_end(_("fat to (g)"), 2_000)
    # Ranges of further nutrients, {key: {"min": number, "max": number}}; an end that is open is left out.
    nutrient_ranges = models.JSONField(_("ranges of further nutrients"), default=dict, blank=True, null=True)
    menu = models.JSONField(_("menu"), default=dict)
    # Follows from the menu; kept beside it so that lists need not load the menu.
    length_days = models.PositiveIntegerField(_("length (days)"), default=0, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def range_of(self, key: str) -> Range:
        """The daily range of a nutrient; None where it is open."""
        if key in RANGED:
            return getattr(self, f"{key}_min"), getattr(self, f"{key}_max")
        ends = (self.nutrient_ranges or {}).get(key, {})
        return ends.get("min"), ends.get("max")

    def ranges(self) -> dict[str, Range]:
        """The daily ranges by nutrient key: RANGED, then further nutrients that have one."""
        return {key: self.range_of(key) for key in (*RANGED, *(self.nutrient_ranges or {}))}

    @property
    def kcal_text(self) -> str:
        """The range of energy as lists show it; empty without one."""
        return range_text(*self.range_of("kcal"))

    def range_fields(self) -> dict[str, Any]:
        """The same by the names of the columns: what a copy takes over."""
        columns = {name: getattr(self, name) for name in RANGE_FIELDS}
        return {**columns, "nutrient_ranges": self.nutrient_ranges or {}}


class TemplateQuerySet(models.QuerySet[Any]):
    """The vocabulary of lists of templates."""

    def visible_to(self, user: User) -> Self:
        """What `user` may read: their own and the shared ones; an admin reads all."""
        return self if user.is_admin else self.filter(models.Q(owner=user) | models.Q(is_shared=True))

    def editable_by(self, user: User) -> Self:
        """What `user` may change: their own; an admin all. Counsellors use templates, they write none."""
        if user.is_admin:
            return self
        return self.none() if user.role == Role.COUNSELLOR else self.filter(owner=user)

    def search(self, words: str) -> Self:
        """Those whose name, description or tags contain each of `words`."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(name__icontains=word)
                | models.Q(description__icontains=word)
                | models.Q(tags__icontains=word)
            )
        return found

    def for_list(self) -> Self:
        """Latest first, without the menus; who owns them in one more query for all."""
        return self.defer("menu").prefetch_related("owner").order_by("-updated_at", "pk")


class TemplateRecord(MenuRecord):
    """A menu to make others from."""

    category = models.CharField(
        _("category"), max_length=20, choices=Category.choices, default=Category.CUSTOM
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=20, choices=Difficulty.choices, default=Difficulty.EASY
    )
    restrictions = models.JSONField(_("dietary restrictions"), default=list, blank=True)
    tags = models.CharField(
        _("tags"), max_length=300, blank=True, help_text=_("Separated by commas: monsoon, office lunch.")
    )
    is_shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Everybody in the practice may read it and use it as a copy.")
    )
    is_archived = models.BooleanField(_("archived"), default=False)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("owner"), help_text=_("Only they change it.")
    )

    objects = TemplateQuerySet.as_manager()

    class Meta(MenuRecord.Meta):
        abstract = True
        ordering = ["-updated_at", "id"]
        # The lists read by owner and by what is shared, latest first.
        indexes = [
            models.Index(fields=["owner", "-updated_at"], name="%(class)s_of_owner"),
            models.Index(fields=["is_shared", "-updated_at"], name="%(class)s_shared"),
        ]

    def archive(self) -> None:
        """Takes it out of the lists."""
        self.is_archived = True
        self.save(update_fields=["is_archived"])

    def unarchive(self) -> None:
        """Brings it back."""
        self.is_archived = False
        self.save(update_fields=["is_archived"])

    @property
    def tag_list(self) -> list[str]:
        """The tags one by one."""
        return split_tags(self.tags)

    @property
    def restriction_labels(self) -> list[str]:
        """The dietary restrictions in words, in the order of the controlled list."""
        return [str(label) for value, label in Restriction.choices if value in self.restrictions]


def split_tags(text: str) -> list[str]:
    """The tags of a comma-separated text: trimmed, each once, in the order they were written."""
    tags: dict[str, str] = {}
    for tag in (" ".join(part.split()) for part in text.split(",")):
        tags.setdefault(tag.casefold(), tag)
    return [tag for tag in tags.values() if tag]
