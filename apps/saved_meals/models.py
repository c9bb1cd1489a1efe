"""Meals and dishes that somebody keeps, to put them into any menu again."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.foods.words import words_of
from apps.menus.document import MAX_NAME
from apps.menus.reading import readable
from apps.menus.slots import Slot
from dtps.db.models import Record


class SavedMealQuerySet(models.QuerySet["SavedMeal"]):
    """The vocabulary of saved meals."""

    def kept(self) -> Self:
        """Those that nobody deleted."""
        return self.filter(removed_at=None)

    def offered_to(self, user: User) -> Self:
        """Their own, and what the practice shares: what the editor offers to everybody, admins included."""
        return self.kept().filter(models.Q(owner=user) | models.Q(is_shared=True))

    def visible_to(self, user: User) -> Self:
        """What `user` may read: the same; an admin reads all."""
        return self.kept() if user.is_admin else self.offered_to(user)

    def editable_by(self, user: User) -> Self:
        """What `user` may change, deleted ones included: their own; an admin all."""
        return self if user.is_admin else self.filter(owner=user)

    def search(self, query: str) -> Self:
        """Those that have, in their names or foods, a word that begins with each word of `query`."""
        found = self
        for word in words_of(query):
            found = found.filter(words__contains=f" {word}")
        return found


class SavedMeal(Record):
    """A meal without a day, of one person. It names no client, and holds no notes: those may be about one."""

    name = models.CharField(_("name"), max_length=MAX_NAME)
    slot = models.CharField(_("usual meal"), max_length=20, choices=Slot.choices, default=Slot.BREAKFAST)
    # A menu document of one day with this one meal, so that it is checked and upgraded like any other.
    menu = models.JSONField(_("foods"))
    # The folded words of its name and foods, each with a space before it: what the search reads.
    words = models.TextField(editable=False)
    is_shared = models.BooleanField(
        _("shared with the practice"),
        default=False,
        help_text=_("Everybody in the practice may read it and put it into menus."),
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("owner"), db_index=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(_("last saved"), default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)

    objects = SavedMealQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved meal")
        verbose_name_plural = _("saved meals")
        ordering = ["name", "id"]
        # Read by owner and by what is shared, in the order of the list.
        indexes = [
            models.Index(fields=["owner", "name"], name="saved_meal_of_owner"),
            models.Index(fields=["is_shared", "name"], name="saved_meal_shared"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("saved-meals:detail", args=[self.pk])

    @property
    def meal(self) -> dict[str, Any]:
        """The meal as it stands in a menu, in the present schema."""
        return {**self.readable_menu["days"][0]["meals"][0], "slot": self.slot}

    @property
    def readable_menu(self) -> dict[str, Any]:
        """The document of one day in the present schema."""
        return readable(self.menu)

    def change(self, **fields: Any) -> bool:
        """Writes `fields` if nobody has changed it since it was read; answers whether that was so."""
        for name, value in fields.items():
            setattr(self, name, value)
        fields |= {"words": search_words(self), "version": self.version + 1, "updated_at": timezone.now()}
        unchanged = SavedMeal.objects.filter(pk=self.pk, version=self.version)
        return unchanged.update(**fields) == 1

    def remove(self) -> None:
        """Hides it; `restore` brings it back."""
        self.removed_at = timezone.now()
        self.save(update_fields=["removed_at"])

    def restore(self) -> None:
        """Brings it back."""
        self.removed_at = None
        self.save(update_fields=["removed_at"])


def search_words(meal: SavedMeal) -> str:
    """The words under which `meal` is found: each once, with a space before it."""
    items = [item for option in meal.meal["options"] for item in option["items"]]
    texts = [meal.name, *(item["name"] for item in items)]
    return "".join(f" {word}" for word in dict.fromkeys(word for text in texts for word in words_of(text)))
