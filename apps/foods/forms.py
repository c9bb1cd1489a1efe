"""The form of a food in Django admin: one field per nutrient instead of a JSON text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.foods.diet import Allergen
from apps.foods.models import Food
from apps.foods.nutrients import NUTRIENTS


class FoodForm(forms.ModelForm):  # type: ignore[type-arg]
    """Reads and writes the nutrients through fields named after their keys; an empty one is unknown."""

    allergens = forms.MultipleChoiceField(
        label=_("Allergens"),
        choices=Allergen.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that you have confirmed yourself."),
    )

    class Meta:
        model = Food
        exclude = ["nutrients", "source_id"]  # noqa: DJ006 (admin lists the fields it shows)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nutrient in NUTRIENTS:
            self.initial.setdefault(nutrient.key, self.instance.nutrients.get(nutrient.key))

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
