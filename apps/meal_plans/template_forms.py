"""What a plan becomes as a template: which kind, what it is called, who may read it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.meal_plans.models import MealPlan
from apps.meal_plans.nameless import naming


class SaveAsTemplateForm(forms.Form):
    """The name starts as the plan's, unless that names the client."""

    kind = forms.ChoiceField(
        label=_("Save it as"),
        choices=[
            ("meal-plan-template", _("Meal plan template: foods with amounts, to be given as they are")),
            ("diet-template", _("Diet template: a pattern to work out for each client")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name"), max_length=150)
    is_shared = forms.BooleanField(
        label=_("Shared"),
        required=False,
        help_text=_("Everybody in the practice may read it and use it as a copy."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: MealPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        names_client = naming(plan.client.name).search(plan.name)
        self.initial = {
            "kind": "meal-plan-template",
            "name": "" if names_client else plan.name,
            **self.initial,
        }

    def clean_name(self) -> str:
        """Refuses the client's own name: what is shared is read by people who do not know the client."""
        name: str = self.cleaned_data["name"]
        if self.plan.client.name.strip().casefold() in name.casefold():
            raise ValidationError(_("Please find a name that does not name the client."), code="names_client")
        return name
