"""Form fields for figures: text as the person typed it, so that a browser never throws half a number away."""

import math
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.foods.nutrients import NUTRIENTS

UNKNOWN = "?"


class FigureField(forms.Field):
    """A number from 0 to `most`, or None for an empty field; a comma may stand for the point."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a number."),
        "range": _("It must lie between 0 and %(most)s."),
        "positive": _("It must be more than 0."),
    }

    def __init__(self, *, most: float, positive: bool = False, **options: Any) -> None:
        self.most, self.positive = most, positive
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 20})
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value: Any) -> float | None:
        text = str(value if value is not None else "").strip().replace(",", ".")
        if not text:
            return None
        try:
            number = float(text) if text.isascii() and "_" not in text else math.nan
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValidationError(self.error_messages["invalid"], "invalid", {"value": text[:40]})
        if not 0 <= number <= self.most:
            raise ValidationError(self.error_messages["range"], "range", {"most": f"{self.most:g}"})
        if self.positive and not number:
            raise ValidationError(self.error_messages["positive"], "positive")
        return number

    def prepare_value(self, value: Any) -> Any:
        """5.0 is shown as "5"."""
        return figure_text(value) if isinstance(value, float) else value


class OwnFigureField(FigureField):
    """A figure that wins over another: empty leaves that one, "?" (UNKNOWN) takes it for unknown."""

    def to_python(self, value: Any) -> Any:
        return UNKNOWN if str(value).strip() == UNKNOWN else super().to_python(value)


def figure_text(value: float | None) -> str:
    """A figure as it is typed: all of its digits and no more."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def nutrient_fields(field: type[FigureField]) -> dict[str, FigureField]:
    """A field for each nutrient, under its key."""
    return {
        nutrient.key: field(label=nutrient.label, help_text=nutrient.unit, most=nutrient.most)
        for nutrient in NUTRIENTS
    }


def known_figures(cleaned: Mapping[str, Any]) -> dict[str, float]:
    """The nutrients of a cleaned form that somebody gave."""
    given = {nutrient.key: cleaned.get(nutrient.key) for nutrient in NUTRIENTS}
    return {key: value for key, value in given.items() if value is not None}
