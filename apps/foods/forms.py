"""The form of a food in Django admin: one field per nutrient instead of a JSON text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.foods.diet import Allergen, Restriction
from apps.foods.models import Food
from apps.foods.nutrients import NUTRIENTS


def allergens_field() -> forms.MultipleChoiceField:
    """Which allergens somebody has confirmed."""
    return forms.MultipleChoiceField(
        label=_("Allergens"),
        choices=Allergen.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that you have confirmed yourself."),
    )


def unsuitable_field() -> forms.MultipleChoiceField:
    """Which ways of eating somebody has confirmed that the food does not suit."""
    return forms.MultipleChoiceField(
        label=_("Not suitable for"),
        choices=Restriction.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What follows from the allergens, such as milk for vegans, need not be marked."),
    )


def checked_field() -> forms.BooleanField:
    """Whether these tags are all there are."""
    return forms.BooleanField(
        label=_("Checked: nothing else is in it"),
        required=False,
        help_text=_("Until somebody confirms this, menus show the food as not checked, never as safe."),
    )


class FoodForm(forms.ModelForm):  # type: ignore[type-arg]
    """Reads and writes the nutrients through fields named after their keys; an empty one is unknown."""

    allergens = allergens_field()
    unsuitable_for = unsuitable_field()
    tags_checked = checked_field()

    class Meta:
        model = Food
        # Tags are written by tags.set_tags, which keeps who confirmed them.
        exclude = ["nutrients", "source_id", "allergens", "unsuitable_for"]  # noqa: DJ006 (admin lists the fields it shows)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nutrient in NUTRIENTS:
            self.initial.setdefault(nutrient.key, self.instance.nutrients.get(nutrient.key))
        self.initial.setdefault("allergens", self.instance.allergens)
        self.initial.setdefault("unsuitable_for", self.instance.unsuitable_for or [])
        self.initial.setdefault("tags_checked", self.instance.tags_checked_at is not None)

    def save(self, commit: bool = True) -> Food:
        """The food with its nutrients taken from their fields."""
        given = {nutrient.key: self.cleaned_data.get(nutrient.key) for nutrient in NUTRIENTS}
        self.instance.nutrients = {key: value for key, value in given.items() if value is not None}
        food: Food = super().save(commit)
        return food


def _nutrient_fields() -> dict[str, forms.FloatField]:
    return {
        nutrient.key: forms.FloatField(
            label=nutrient.label,
            required=False,
            min_value=0,
            max_value=nutrient.most,
            help_text=nutrient.unit,
        )
        for nutrient in NUTRIENTS
    }


NutrientFoodForm = type("NutrientFoodForm", (FoodForm,), {**_nutrient_fields(), "__module__": __name__})
