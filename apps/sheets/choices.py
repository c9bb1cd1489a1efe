"""What somebody wants on paper, or in a shopping list: read from the address of a page."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.meal_plans.models import MealPlan
from apps.menus.reading import text_of

MOST_DAYS = 62  # on one sheet, in one file
MOST_PEOPLE = 500


class Copy(models.TextChoices):
    """For whom a sheet is."""

    CLIENT = "client", gettext_lazy("For the client")
    DIETITIAN = "dietitian", gettext_lazy("For the dietitian, with figures and notes")


@dataclass(frozen=True, slots=True)
class Choice:
    """Days `first` to `last` (counted from 0, both included) of a plan, for whom and in which language."""

    first: int
    last: int
    copy: str = Copy.CLIENT
    figures: bool = False
    language: str = settings.LANGUAGE_CODE

    @property
    def is_for_dietitian(self) -> bool:
        """Whether targets and notes of the practice are on it."""
        return self.copy == Copy.DIETITIAN

    @property
    def with_figures(self) -> bool:
        """Whether nutrients and grams are on it."""
        return self.figures or self.is_for_dietitian


class DaysForm(forms.Form):
    """Some days of a plan, in a row; those that are not named are the first ones that fit on a sheet.

    `menu` is the plan's, readable.
    """

    first = forms.TypedChoiceField(label=gettext_lazy("From"), coerce=int)
    last = forms.TypedChoiceField(label=gettext_lazy("To"), coerce=int)

    def __init__(self, asked: QueryDict, *, plan: MealPlan, menu: dict[str, Any]) -> None:
        count = len(menu["days"])
        days = {"first": "0", "last": str(max(min(count, MOST_DAYS) - 1, 0))}
        super().__init__({**days, **self.defaults(), **asked.dict()})
        labels = {index: _day_label(plan, day, index) for index, day in enumerate(menu["days"])}
        self.labels = labels or {0: _("No day yet")}
        for name in ("first", "last"):
            field = cast(forms.TypedChoiceField, self.fields[name])
            field.choices = list(self.labels.items())

    def defaults(self) -> dict[str, str]:
        """What the other fields are when the address does not name them."""
        return {}

    @property
    def days_text(self) -> str:
        """The chosen days in words; only of a valid form."""
        first, last = (self.labels[self.cleaned_data[end]] for end in ("first", "last"))
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

    def clean(self) -> dict[str, Any]:
        """Refuses days in the wrong order and more of them than a sheet holds."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first is None or last is None:
            return self.cleaned_data
        if last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif last - first >= MOST_DAYS:
            message = _("At most %(days)d days fit on one sheet. Please choose fewer.")
            self.add_error("last", ValidationError(message, params={"days": MOST_DAYS}))
        return self.cleaned_data


class SheetForm(DaysForm):
    """What a printed plan shows."""

    copy = forms.ChoiceField(label=gettext_lazy("Copy"), choices=Copy.choices)
    figures = forms.BooleanField(
        label=gettext_lazy("Energy and nutrients, too"),
        required=False,
        help_text=gettext_lazy("The copy for the dietitian always has them."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: settings.LANGUAGES)

    def defaults(self) -> dict[str, str]:
        """For the client, in the language of whoever looks."""
        return {"copy": Copy.CLIENT, "language": get_language() or settings.LANGUAGE_CODE}

    @property
    def choice(self) -> Choice:
        """What was asked for; only of a valid form."""
        return Choice(**self.cleaned_data)


class ShoppingForm(DaysForm):
    """For which days and how many people somebody goes shopping."""

    people = forms.IntegerField(label=gettext_lazy("People"), min_value=1, max_value=MOST_PEOPLE)

    def defaults(self) -> dict[str, str]:
        """For one."""
        return {"people": "1"}


def _day_label(plan: MealPlan, day: dict[str, Any], index: int) -> str:
    title = text_of(day.get("label")).strip() or _("Day %(number)s") % {"number": index + 1}
    date = date_format(plan.date_of(index), "D j M")
    return _("%(day)s (%(date)s)") % {"day": title, "date": date}
