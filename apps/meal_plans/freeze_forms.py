"""Choosing the days to freeze, and the hidden field in which the editor keeps them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.meal_plans.dates import MAX_FROZEN, span
from apps.meal_plans.models import MealPlan


class FrozenDatesField(forms.CharField):
    """A list of ISO dates, in the browser as one text: "2026-12-25 2026-12-26"."""

    widget = forms.HiddenInput
    default_error_messages = {
        "no_date": gettext_lazy("“%(text)s” is not a date that could be frozen."),
        "too_many": gettext_lazy("At most %(most)d dates can be frozen."),
    }

    def prepare_value(self, value: Any) -> Any:
        """The text of a list."""
        return " ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The dates in order, each once. Raises ValidationError."""
        texts = super().clean(value).split()
        dates = sorted({self._date(text) for text in texts})
        if len(dates) > MAX_FROZEN:
            raise ValidationError(
                self.error_messages["too_many"], code="too_many", params={"most": MAX_FROZEN}
            )
        return [day.isoformat() for day in dates]

    def _date(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValidationError(
                self.error_messages["no_date"], code="no_date", params={"text": text[:40]}
            ) from None


def day_input() -> forms.DateInput:
    """The browser's own calendar; it speaks ISO dates only."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FreezeForm(forms.Form):
    """The first and the last date of a holiday within a plan."""

    first = forms.DateField(label=gettext_lazy("First day"), widget=day_input())
    last = forms.DateField(label=gettext_lazy("Last day"), widget=day_input())
    back = forms.BooleanField(required=False, widget=forms.HiddenInput)  # thaws them instead
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: MealPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """Refuses what is upside down, too long, outside of the plan, or changes nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is None or last is None:
            return cleaned
        if last < first:
            self.add_error("last", _("The last day is before the first one."))
        elif (last - first).days >= MAX_FROZEN:
            self.add_error("last", _("At most %(most)d days can be frozen.") % {"most": MAX_FROZEN})
        else:
            self._check_effect(set(span(first, last)))
        return cleaned

    def _check_effect(self, chosen: set[date]) -> None:
        start, end, frozen = self.plan.start_date, self.plan.end_date, set(self.plan.frozen)
        after = frozen - chosen if self.cleaned_data.get("back") else frozen | chosen
        if max(chosen) < start or min(chosen) > end:
            words = {"start": date_format(start, "j M Y"), "end": date_format(end, "j M Y")}
            self.add_error("first", _("The plan runs from %(start)s to %(end)s.") % words)
        elif after == frozen:
            self.add_error("first", _("That changes nothing: these days are like that already."))
        elif len(after) > MAX_FROZEN:
            self.add_error("last", _("At most %(most)d days can be frozen.") % {"most": MAX_FROZEN})

    def frozen(self) -> list[date]:
        """The frozen dates of the plan as a valid form wants them."""
        chosen = set(span(self.cleaned_data["first"], self.cleaned_data["last"]))
        frozen = set(self.plan.frozen)
        return sorted(frozen - chosen if self.cleaned_data["back"] else frozen | chosen)
