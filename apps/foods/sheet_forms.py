"""The forms of what the practice writes itself: own foods, corrections; recipe_form.py has that of recipes.

All three write the food that menus read in the transaction of their Save, and what is computed from it.
"""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.drafts.forms import VersionedForm
from apps.foods.figure_fields import (
    UNKNOWN,
    FigureField,
    OwnFigureField,
    figure_text,
    known_figures,
    nutrient_fields,
)
from apps.foods.forms import allergens_field, checked_field, unsuitable_field
from apps.foods.models import LONGEST_NAMES, CarbBasis, Correction, Food, Measure, OwnFood, State
from apps.foods.nutrients import KEYS, NUTRIENTS
from apps.foods.recipe_figures import refresh_recipes
from apps.foods.recipes import corrected
from apps.foods.sources import PRACTICE
from apps.foods.tags import facts_of, set_tags, tell_changes
from apps.foods.word_index import index_foods

MEASURE_ROWS = 6
_MOST_G = 100_000
_PER_FOOD = ("name", "alt_names", "local_names", "group", "state")


class SheetForm(VersionedForm):
    """What own foods and recipes have in common: names, state and household measures."""

    source = PRACTICE
    first_seq = 0  # of the measures that the rows show

    name = forms.CharField(label=_("Name"), max_length=200)
    local_names = forms.CharField(
        label=_("Local names"),
        max_length=LONGEST_NAMES,
        required=False,
        help_text=_("Separated by semicolons."),
    )
    alt_names = forms.CharField(
        label=_("Other names"),
        max_length=LONGEST_NAMES,
        required=False,
        help_text=_("Separated by semicolons."),
    )
    group = forms.CharField(label=_("Group"), max_length=120, required=False)
    state = forms.ChoiceField(label=_("State"), choices=State.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.food = Food.objects.filter(pk=self.instance.pk).first()
        self.measures = list(self._measures()[:MEASURE_ROWS])
        for name, value in self.stored_values().items():
            self.initial.setdefault(name, value)

    def stored_values(self) -> dict[str, Any]:
        """What the fields show of the food as it is stored."""
        if self.food is None:
            return {}
        values = {name: getattr(self.food, name) for name in _PER_FOOD}
        for row, measure in enumerate(self.measures, start=1):
            values[f"measure_{row}_label"] = measure.label
            values[f"measure_{row}_grams"] = figure_text(measure.grams)
            values[f"measure_{row}_ml"] = figure_text(measure.ml)
        return values

    def measure_rows(self) -> list[tuple[Any, ...]]:
        """The fields of each measure, side by side."""
        rows = range(1, MEASURE_ROWS + 1)
        return [tuple(self[f"measure_{row}_{part}"] for part in ("label", "grams", "ml")) for row in rows]

    def clean(self) -> dict[str, Any]:
        """Refuses half a measure: one without a name cannot be chosen, one without grams cannot count."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.food_id = self.instance.pk
        for row in range(1, MEASURE_ROWS + 1):
            label, grams, ml = (cleaned.get(f"measure_{row}_{part}") for part in ("label", "grams", "ml"))
            if label and grams is None and f"measure_{row}_grams" not in self.errors:
                self.add_error(f"measure_{row}_grams", _("What does one of it weigh?"))
            if not label and (grams or ml):
                self.add_error(f"measure_{row}_label", _("What is this measure called?"))
        return cleaned

    def save_related(self) -> None:
        """Writes the food, its measures and search words, and the recipes that use it; tells of new tags."""
        pk, given = self.instance.pk, self.cleaned_data
        food = Food.objects.filter(pk=pk).first() or Food(pk=pk, source_id=f"{self.source}:{pk}")
        food.source = self.source
        for name in _PER_FOOD:
            setattr(food, name, given[name])
        before = facts_of(vars(food))
        self.write_food(food)
        is_new = food._state.adding
        food.save()
        self._write_measures(food)
        index_foods([food])
        refresh_recipes([food.pk])
        if not is_new:
            tell_changes({str(pk): before}, {str(pk): facts_of(vars(food))})

    def write_food(self, food: Food) -> None:
        """Hook: what the form says beyond names and state, onto a food that is then saved."""

    def _measures(self) -> QuerySet[Measure]:
        return Measure.objects.filter(food=self.instance.pk, seq__gte=self.first_seq).order_by("seq")

    def _write_measures(self, food: Food) -> None:
        shown = list(self._measures().values_list("pk", flat=True)[:MEASURE_ROWS])
        Measure.objects.filter(pk__in=shown).delete()
        given = self.cleaned_data
        Measure.objects.bulk_create(
            Measure(
                food=food, seq=row, label=given[f"measure_{row}_label"],
                grams=given[f"measure_{row}_grams"], ml=given[f"measure_{row}_ml"],
            )
            for row in range(1, MEASURE_ROWS + 1)
            if given[f"measure_{row}_label"]
        )  # fmt: skip


def measure_fields() -> dict[str, forms.Field]:
    """A row of fields for each household measure."""
    fields: dict[str, forms.Field] = {}
    for row in range(1, MEASURE_ROWS + 1):
        fields[f"measure_{row}_label"] = forms.CharField(label=_("Measure"), max_length=160, required=False)
        fields[f"measure_{row}_grams"] = FigureField(label=_("Grams"), most=_MOST_G, positive=True)
        fields[f"measure_{row}_ml"] = FigureField(label=_("Millilitres"), most=_MOST_G, positive=True)
    return fields


def with_fields(name: str, base: type[VersionedForm], fields: dict[str, Any], module: str) -> type[Any]:
    """`base` with further fields: dozens of a kind are made, not written."""
    return type(name, (base,), {**fields, "__module__": module})


class _OwnFoodForm(SheetForm):
    citation = forms.CharField(
        label=_("Where the figures are from"),
        max_length=500,
        required=False,
        help_text=_("A label, a laboratory, a table: whoever reads the plan may ask."),
    )
    carb_basis = forms.ChoiceField(label=_("Carbohydrate"), choices=CarbBasis.choices)
    allergens = allergens_field()
    unsuitable_for = unsuitable_field()
    tags_checked = checked_field()

    class Meta:
        model = OwnFood
        fields: ClassVar[list[str]] = []

    def stored_values(self) -> dict[str, Any]:
        if self.food is None:
            return {"carb_basis": CarbBasis.TOTAL.value}
        figures = {key: figure_text(self.food.nutrients.get(key)) for key in KEYS}
        own = {name: getattr(self.food, name) for name in ("citation", "carb_basis", "allergens")}
        own |= {
            "unsuitable_for": self.food.unsuitable_for or [],
            "tags_checked": self.food.tags_checked_at is not None,
        }
        return super().stored_values() | figures | own

    def nutrient_fields(self) -> list[Any]:
        """The fields of the figures."""
        return [self[key] for key in KEYS]

    def write_food(self, food: Food) -> None:
        food.nutrients = known_figures(self.cleaned_data)
        given = self.cleaned_data
        food.citation, food.carb_basis = given["citation"], given["carb_basis"]
        set_tags(
            food,
            allergens=given["allergens"],
            unsuitable_for=given["unsuitable_for"],
            checked=given["tags_checked"],
            by=self.user,
        )


OwnFoodForm = with_fields(
    "OwnFoodForm", _OwnFoodForm, {**measure_fields(), **nutrient_fields(FigureField)}, __name__
)


class _CorrectionForm(VersionedForm):
    class Meta:
        model = Correction
        fields: ClassVar = ["reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in KEYS:
            own = self.instance.figures
            self.initial.setdefault(key, (figure_text(own[key]) or UNKNOWN) if key in own else "")

    def clean(self) -> dict[str, Any]:
        """The figures as the record keeps them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = {nutrient.key: cleaned.get(nutrient.key) for nutrient in NUTRIENTS}
        self.instance.food_id = self.instance.pk
        self.instance.figures = {
            key: None if value == UNKNOWN else value for key, value in given.items() if value is not None
        }
        return cleaned

    def save_related(self) -> None:
        """Lets the figures win over those of the source, which are kept beside them."""
        apply_correction(self.instance)


CorrectionForm = with_fields("CorrectionForm", _CorrectionForm, nutrient_fields(OwnFigureField), __name__)


def apply_correction(correction: Correction) -> None:
    """Write what holds for the food now: its own figures where there are any, else those of the source."""
    food = Food.objects.get(pk=correction.pk)
    source = food.nutrients if food.source_nutrients is None else food.source_nutrients
    food.nutrients = corrected(source, correction.figures)
    food.source_nutrients = source if correction.figures else None
    food.save(update_fields=["nutrients", "source_nutrients", "updated_at"])
    refresh_recipes([food.pk])
