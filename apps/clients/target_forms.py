"""The form from which targets are worked out, and the one that keeps them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.clients import energy
from apps.clients.energy import FORMULAS, LIFESTYLES, PAL_HIGHEST, PAL_LOWEST, Body
from apps.clients.models import Client, Sex
from apps.clients.targets import FASTEST_GAIN, FASTEST_LOSS, SAFE_PROTEIN, Goal, Targets

REFERENCE_SEXES = (Sex.FEMALE, Sex.MALE)  # the formulas know no other
# What the working may miss, in words.
NEEDED: dict[str, str | Promise] = {
    "weight_kg": gettext_lazy("the weight"),
    "height_cm": gettext_lazy("the height"),
    "age": gettext_lazy("the age"),
    "sex": gettext_lazy("the sex"),
    "body_fat_percent": gettext_lazy("the body fat"),
    "pal": gettext_lazy("the activity"),
    "adult": gettext_lazy("an age of 18 or more"),
    "room": gettext_lazy("room for carbohydrate"),
}


def number(label: Any, low: float, high: float, step: str = "any", help_text: Any = "") -> forms.FloatField:
    """A number that may be left empty: what is not known is not asked for."""
    widget = forms.NumberInput(attrs={"step": step, "inputmode": "decimal"})
    return forms.FloatField(
        label=label, min_value=low, max_value=high, required=False, widget=widget, help_text=help_text
    )


class WorkOutForm(forms.Form):
    """The person, what they do all day, and what they want."""

    weight_kg = number(gettext_lazy("Weight (kg)"), 2, 500)
    height_cm = number(gettext_lazy("Height (cm)"), 40, 260)
    age = forms.IntegerField(label=gettext_lazy("Age (years)"), min_value=0, max_value=125, required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex, for the formula"),
        choices=[("", Sex.__empty__), *((sex.value, sex.label) for sex in REFERENCE_SEXES)],
        required=False,
    )
    body_fat_percent = number(
        gettext_lazy("Body fat (%)"), 2, 70, help_text=gettext_lazy("For the formulas by lean mass.")
    )
    formula = forms.ChoiceField(
        label=gettext_lazy("Formula"), choices=[(one.key, one.label) for one in FORMULAS.values()]
    )
    lifestyle = forms.ChoiceField(
        label=gettext_lazy("Activity"),
        choices=[("", gettext_lazy("Choose")), *((one.key, one.label) for one in LIFESTYLES.values())],
        required=False,
    )
    pal = number(
        gettext_lazy("Activity level (PAL)"),
        PAL_LOWEST,
        PAL_HIGHEST,
        help_text=gettext_lazy("Empty: the middle of the activity above."),
    )
    kg_a_week = number(
        gettext_lazy("Goal (kg a week)"),
        FASTEST_LOSS,
        FASTEST_GAIN,
        "0.05",
        gettext_lazy("-0.5 to lose half a kilogram a week, 0 to keep the weight."),
    )
    protein_g_a_kg = number(gettext_lazy("Protein (g a kg)"), 0.4, 3.5)
    # xgettext:no-python-format
    fat_percent = number(gettext_lazy("Fat (% of energy)"), 5, 75)

    def body(self) -> Body:
        """The person of a valid form."""
        names = ("weight_kg", "height_cm", "age", "body_fat_percent")
        known = {name: self.cleaned_data[name] for name in names}
        return Body(**known, sex=self.cleaned_data["sex"] or None)

    def goal(self) -> Goal:
        """The goal of a valid form."""
        data = self.cleaned_data
        style = LIFESTYLES.get(data["lifestyle"])
        pal = data["pal"] if data["pal"] is not None or style is None else style.middle
        protein, fat = data["protein_g_a_kg"], data["fat_percent"]
        return Goal(
            formula=data["formula"],
            pal=pal,
            kg_a_week=data["kg_a_week"] or 0.0,
            protein_g_a_kg=SAFE_PROTEIN if protein is None else protein,
            fat_percent=25.0 if fat is None else fat,
        )


class TargetsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """The targets that a client gets; the energy has to be there, the rest may be left open."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Client
        fields: ClassVar = ["target_kcal", "target_protein_g", "target_carb_g", "target_fat_g"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_kcal"].required = True

    def columns(self) -> dict[str, Any]:
        """The targets of a valid form by the names of their columns."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def known_of(client: Client) -> dict[str, Any]:
    """What the form begins with."""
    sex = client.sex if client.sex in REFERENCE_SEXES else ""
    start = {"formula": "mifflin", "kg_a_week": 0, "protein_g_a_kg": SAFE_PROTEIN, "fat_percent": 25}
    return {**start, "age": client.age, "sex": sex}


def rounded_targets(worked: Targets) -> dict[str, int | None]:
    """The results as they are offered: energy in tens, grams whole; None where there is no figure."""
    grams = {"protein": worked.protein, "carb": worked.carb, "fat": worked.fat}
    kcal = worked.energy.value
    return {
        "target_kcal": None if kcal is None else round(kcal / 10) * 10,
        **{
            f"target_{name}_g": None if figure.value is None else round(figure.value)
            for name, figure in grams.items()
        },
    }


def in_words(missing: Iterable[str]) -> str:
    """ "the weight and the height": what is needed."""
    return get_text_list([str(NEEDED[name]) for name in missing], _("and"))


def steps(worked: Targets) -> list[dict[str, Any]]:
    """The working line by line, for the page."""
    labels = (
        _("Basal metabolic rate"), _("Energy of the day"), _("With the goal"),
        _("Protein"), _("Fat"), _("Carbohydrate"),
    )  # fmt: skip
    return [step(label, figure) for label, figure in zip(labels, worked.figures, strict=True)]


def step(label: str, figure: energy.Figure) -> dict[str, Any]:
    """One line of the working."""
    return {"label": label, "figure": figure, "needs": in_words(figure.missing)}
