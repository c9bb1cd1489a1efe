"""What the list of foods can be narrowed to."""

from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.foods.choices import choices_of
from apps.foods.models import Food, State
from apps.foods.search import food_ids
from apps.foods.sources import PRACTICE, RECIPE, SOURCES

# Hits of a search that the list pages through; who sees that many types one more letter.
MOST_FOUND = 500
_SHOWN = ("name", "local_names", "group", "state", "source", "is_active", "nutrients", "source_nutrients")


class FoodFilter(forms.Form):
    """Search words, kind and state, read from the address. A value nobody offered counts as not given."""

    q = forms.CharField(label=_("Search foods"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Foods"),
        choices=[
            ("", _("All foods")),
            ("favourites", _("My favourites")),
            (PRACTICE, _("Own foods")),
            (RECIPE, _("Recipes")),
            ("corrected", _("Corrected")),
            *((key, source.label) for key, source in SOURCES.items() if key not in (PRACTICE, RECIPE)),
        ],
        required=False,
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any state")), *((value, label) for value, label in State.choices if value)],
        required=False,
    )

    def apply(self, user: User) -> "QuerySet[Food] | list[Food]":
        """The foods that were asked for: those a search finds best first, else all by name."""
        self.full_clean()
        asked = self.cleaned_data
        foods = self._kind(asked.get("kind", ""), user)
        if asked.get("state"):
            foods = foods.filter(state=asked["state"])
        foods = foods.only(*_SHOWN)
        query = asked.get("q", "").strip()
        if not query:
            return foods.order_by("name", "source_id")
        found = food_ids(query, MOST_FOUND, choices_of(user))
        by_id: dict[UUID, Food] = {food.pk: food for food in foods.filter(pk__in=found).order_by()}
        return [by_id[key] for key in found if key in by_id]

    def _kind(self, kind: str, user: User) -> QuerySet[Food]:
        foods = Food.objects.all()
        if kind == "favourites":
            return foods.filter(pk__in=choices_of(user).favourites)
        if kind == "corrected":
            return foods.filter(source_nutrients__isnull=False)
        return foods.filter(source=kind) if kind else foods

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(self.cleaned_data.values())
