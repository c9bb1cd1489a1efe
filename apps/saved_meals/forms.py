"""The list of saved meals narrowed, and one of them renamed, moved and shared."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.menus.slots import Slot
from apps.saved_meals.models import SavedMeal, SavedMealQuerySet


class SavedMealFilter(forms.Form):
    """Search words, meal and owner from the address. What nobody offered counts as not given."""

    q = forms.CharField(label=_("Search saved meals"), max_length=100, required=False)
    slot = forms.ChoiceField(label=_("Meal"), choices=[("", _("All meals")), *Slot.choices], required=False)
    whose = forms.ChoiceField(
        label=_("Owner"),
        choices=[
            ("", _("Mine and shared")),
            ("mine", _("Mine")),
            ("shared", _("Shared")),
            ("deleted", _("Deleted")),
        ],
        required=False,
    )

    def apply(self, user: User) -> SavedMealQuerySet:
        """Those that were asked for, by name; who owns them in one more query for all."""
        self.full_clean()
        asked = self.cleaned_data
        found = self._whose(asked.get("whose", ""), user)
        if asked.get("slot"):
            found = found.filter(slot=asked["slot"])
        return found.search(asked.get("q", "")).prefetch_related("owner").order_by("name", "pk")

    def _whose(self, whose: str, user: User) -> SavedMealQuerySet:
        if whose == "deleted":
            return SavedMeal.objects.editable_by(user).exclude(removed_at=None)
        found = SavedMeal.objects.visible_to(user)
        if whose == "mine":
            return found.filter(owner=user)
        return found.filter(is_shared=True) if whose == "shared" else found

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(self.cleaned_data.values())


class SavedMealForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Name, usual meal and sharing; `version` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = SavedMeal
        fields: ClassVar = ["name", "slot", "is_shared"]

    def clean_name(self) -> str:
        """With single spaces."""
        return " ".join(self.cleaned_data["name"].split())
