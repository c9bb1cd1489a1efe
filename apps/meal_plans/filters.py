"""What the list of plans can be narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.meal_plans.models import MealPlanQuerySet, Status


class MealPlanFilter(forms.Form):
    """Search words, status and client, read from the address. What nobody offered counts as not given."""

    q = forms.CharField(label=_("Search plans"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Drafts and published")), *Status.choices, ("all", _("All"))],
        required=False,
    )
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def apply(self, plans: MealPlanQuerySet) -> MealPlanQuerySet:
        """Those of `plans` that were asked for."""
        self.full_clean()
        asked = self.cleaned_data
        status = asked.get("status") or ""
        if status in Status.values:
            plans = plans.filter(status=status)
        elif status != "all":
            plans = plans.filter(status__in=[Status.DRAFT, Status.PUBLISHED])
        if asked.get("client"):
            plans = plans.filter(client=asked["client"])
        return plans.search(asked.get("q", ""))

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(self.cleaned_data.values())
