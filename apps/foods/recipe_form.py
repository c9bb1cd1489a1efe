"""The form of a recipe: what goes in, how it is cooked, how many it serves."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.foods.figure_fields import FigureField, figure_text
from apps.foods.ingredients import IngredientsField
from apps.foods.models import Food, Ingredient, Measure, Recipe
from apps.foods.nutrients import BY_KEY
from apps.foods.recipe_figures import MOST_LEVELS, circle, computed, levels, method_of
from apps.foods.recipes import COOKING, HEAT_LABILE
from apps.foods.sheet_forms import SheetForm, measure_fields, with_fields
from apps.foods.sources import RECIPE

SERVING_SEQ = 0
CIRCLE = _("“%(name)s” would contain itself: %(way)s. Take one of them out.")
DEEP = _("Recipes inside recipes go at most %(most)d deep; this would be more.")


class _RecipeForm(SheetForm):
    source = RECIPE
    first_seq = SERVING_SEQ + 1

    ingredients = IngredientsField(label=_("Ingredients"))
    cooking = forms.ChoiceField(
        label=_("Cooking"),
        choices=[(key, cooking.label) for key, cooking in COOKING.items()],
        required=False,
        help_text=_("Gives the yield factor, unless you know the weight or the factor yourself."),
    )
    cooked_g = FigureField(
        label=_("Weight when cooked (g)"),
        most=1_000_000,
        positive=True,
        help_text=_("As you weighed it: the surest way."),
    )
    yield_factor = FigureField(
        label=_("Yield factor"),
        most=20,
        positive=True,
        help_text=_("Cooked weight divided by raw weight."),
    )
    servings = FigureField(label=_("Servings"), most=10_000, positive=True)

    class Meta:
        model = Recipe
        fields: ClassVar = ["ingredients", "cooking", "cooked_g", "yield_factor", "servings", "preparation"]

    def stored_values(self) -> dict[str, Any]:
        kept = {f"kept_{key}": figure_text(self.instance.kept.get(key)) for key in HEAT_LABILE}
        return super().stored_values() | kept

    def kept_fields(self) -> list[Any]:
        """The fields of what the cooking leaves of the vitamins that heat destroys."""
        return [self[f"kept_{key}"] for key in HEAT_LABILE]

    def clean(self) -> dict[str, Any]:
        """Refuses two weights at once, and a recipe that would contain itself, however long the way."""
        cleaned = super().clean()
        if cleaned.get("cooked_g") and cleaned.get("yield_factor"):
            self.add_error("yield_factor", _("The weight is given as well: keep one of the two."))
        kept = {key: cleaned.get(f"kept_{key}") for key in HEAT_LABILE}
        self.instance.kept = {key: percent for key, percent in kept.items() if percent is not None}
        if cleaned.get("ingredients"):
            self._refuse_circles([UUID(item["food_id"]) for item in cleaned["ingredients"]["items"]])
        return cleaned

    def write_food(self, food: Food) -> None:
        food.citation = str(_("Computed from its ingredients."))
        for name, value in computed(self.instance).items():
            setattr(food, name, value)

    def save_related(self) -> None:
        """Writes what it is made of as rows too, so that a change of a food finds the recipe."""
        super().save_related()
        foods = {UUID(item["food_id"]) for item in self.instance.ingredients["items"]}
        Ingredient.objects.filter(recipe=self.instance).delete()
        Ingredient.objects.bulk_create(Ingredient(recipe=self.instance, food_id=food) for food in foods)
        self._write_serving()

    def _write_serving(self) -> None:
        pk, servings = self.instance.pk, self.instance.servings
        Measure.objects.filter(food=pk, seq=SERVING_SEQ).delete()
        raw_g = sum(item["grams"] for item in self.instance.ingredients["items"])
        grams = method_of(self.instance).cooked_weight(raw_g) / servings if servings else 0
        if grams >= 0.01:
            label = str(_("serving"))
            Measure.objects.create(food_id=pk, seq=SERVING_SEQ, label=label, grams=round(grams, 1) or 0.01)

    def _refuse_circles(self, foods: list[UUID]) -> None:
        way = circle(self.instance.pk, foods)
        if way:
            own = self.cleaned_data.get("name") or _("This recipe")
            names = {food.pk: food.name for food in Food.objects.filter(pk__in=way)} | {self.instance.pk: own}
            words = " → ".join(str(names.get(key, "?")) for key in way)
            self.add_error("ingredients", ValidationError(CIRCLE, "circle", {"name": own, "way": words}))
        elif levels(self.instance.pk, foods) > MOST_LEVELS:
            self.add_error("ingredients", ValidationError(DEEP, "deep", {"most": MOST_LEVELS}))


def _kept_fields() -> dict[str, FigureField]:
    return {
        f"kept_{key}": FigureField(label=BY_KEY[key].label, most=100, help_text=_("% kept"))
        for key in HEAT_LABILE
    }


RecipeForm = with_fields("RecipeForm", _RecipeForm, {**measure_fields(), **_kept_fields()}, __name__)
