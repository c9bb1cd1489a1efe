"""A food as its pages show it: figures in words, "at least" where a part of them is unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.foods.choices import Choices
from apps.foods.diet import Allergen, Restriction
from apps.foods.measures import Serving, offered
from apps.foods.models import Correction, Food, Ingredient, Measure, Recipe
from apps.foods.nutrients import HEADLINE_KEYS, NUTRIENTS, Amount, Nutrient, Nutrients
from apps.foods.recipe_figures import figures_of_recipe, method_of, unchecked_of, uses_of
from apps.foods.recipes import raw_weight
from apps.foods.sources import OWN, RECIPE, Source, source_of
from apps.foods.tags import facts_of
from apps.practice.models import Practice

_USED_IN = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table of figures; `source_value` where the practice has another one."""

    nutrient: Nutrient
    amount: Amount
    is_own: bool = False
    source_value: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show: of "at least 0" there is not."""
        return self.amount.complete or self.amount.value > 0

    @property
    def text(self) -> str:
        """The figure as exactly as it is worth."""
        return shown(self.nutrient, self.amount.value)

    @property
    def source_text(self) -> str:
        """The source's figure; "" when it gives none."""
        return "" if self.source_value is None else shown(self.nutrient, self.source_value)


@dataclass(frozen=True, slots=True)
class Row:
    """A food in the list."""

    food: Food
    source: Source
    figures: tuple[Figure, ...]
    is_favourite: bool


def shown(nutrient: Nutrient, value: float) -> str:
    """A value with the decimals of its nutrient."""
    return f"{value:.{nutrient.decimals}f}"


def page_of_rows(foods: Iterable[Food], choices: Choices) -> list[Row]:
    """The foods of one page of the list."""
    headline = [nutrient for nutrient in NUTRIENTS if nutrient.key in HEADLINE_KEYS]
    return [
        Row(
            food,
            source_of(food.source),
            tuple(Figure(one, Nutrients.of(food.nutrients)[one.key]) for one in headline),
            food.pk in choices.favourites,
        )
        for food in foods
    ]


def food_facts(food: Food) -> dict[str, Any]:
    """What the page of one food shows beside the food itself. At most eight queries."""
    recipe = Recipe.objects.filter(pk=food.pk).first() if food.source == RECIPE else None
    correction = Correction.objects.filter(pk=food.pk).first() if food.is_corrected else None
    servings = [
        Serving(measure.label, measure.grams, measure.ml)
        for measure in Measure.objects.filter(food=food).order_by("seq")
    ]
    used_in = Ingredient.objects.filter(food=food).order_by().values_list("recipe_id", flat=True)[:_USED_IN]
    facts: dict[str, Any] = {
        "source": source_of(food.source),
        "is_own": food.source in OWN,
        "recipe": recipe,
        "correction": correction,
        "measures": offered(servings, Practice.current().vessels)[:-1],
        "used_in": Food.objects.filter(pk__in=list(used_in)).only("name").order_by("name"),
        "allergens": [label for code, label in Allergen.choices if code in food.allergens],
        "unsuitable": [
            label for code, label in Restriction.choices if code in facts_of(vars(food))["unsuitable"]
        ],
    }
    if recipe is None:
        figures = Nutrients.of(food.nutrients)
    else:
        uses = uses_of(recipe)
        figures = figures_of_recipe(recipe, uses)
        raw_g = raw_weight(use.part for use in uses)
        facts |= {"uses": uses, "unchecked": unchecked_of(uses), "raw_g": raw_g}
        facts |= {"cooked_g": method_of(recipe).cooked_weight(raw_g), "way": method_of(recipe).way}
    own = correction.figures if correction else {}
    source = food.source_nutrients or {}
    facts["figures"] = [
        Figure(one, figures[one.key], one.key in own, source.get(one.key)) for one in NUTRIENTS
    ]
    return facts
