"""The forms of meal plan templates and of plans, and the one that makes a plan from a template."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.forms import MENU_FIELDS, TEMPLATE_FIELDS, MenuRecordForm, TemplateForm
from apps.meal_plans.figures import freeze
from apps.meal_plans.freeze_forms import FrozenDatesField
from apps.meal_plans.models import MealPlan, MealPlanTemplate, validate_start
from apps.menus.document import MAX_DAYS
from apps.menus.reading import food_ids

CHOOSE_CLIENT = _("Choose a client")


def date_input() -> forms.DateInput:
    """The browser's own calendar; it speaks ISO dates only."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MealPlanTemplateForm(TemplateForm):
    """Everything about a meal plan template."""

    class Meta:
        model = MealPlanTemplate
        fields: ClassVar = TEMPLATE_FIELDS


class MealPlanForm(MenuRecordForm):
    """Everything about a client's plan. Whose plan it is cannot change once it is saved."""

    instance: MealPlan
    frozen_dates = FrozenDatesField(label=_("Frozen days"), required=False)

    class Meta:
        model = MealPlan
        fields: ClassVar = ["client", "start_date", "frozen_dates", *MENU_FIELDS]
        widgets: ClassVar = {"start_date": date_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Client]", self.fields["client"])
        if self.instance._state.adding:
            field.queryset, field.empty_label = clients_of(self.user), CHOOSE_CLIENT
        else:
            field.choices = [(self.instance.client_id, str(self.instance.client))]
            field.disabled = True

    def clean(self) -> dict[str, Any]:
        """What is published keeps its figures, also those of foods that came in since."""
        cleaned = super().clean()
        if self.instance.is_published and cleaned.get("menu"):
            self.instance.figures = freeze(food_ids(cleaned["menu"]), self.instance.figures)
        return cleaned


class UseTemplateForm(forms.Form):
    """For whom a template becomes a plan, from when, and for how long."""

    client = forms.ModelChoiceField(
        label=_("Client"), queryset=Client.objects.none(), empty_label=CHOOSE_CLIENT
    )
    start_date = forms.DateField(label=_("From"), widget=date_input(), validators=[validate_start])
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=MAX_DAYS,
        help_text=_("The days of the template are repeated, or cut off, to fit."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        client = cast("forms.ModelChoiceField[Client]", self.fields["client"])
        client.queryset = clients_of(user)


def clients_of(user: User | None) -> Any:
    """The clients for whom `user` may make a plan."""
    clients = Client.objects.none() if user is None else Client.objects.visible_to(user)
    return clients.filter(is_archived=False).order_by("name", "pk")
