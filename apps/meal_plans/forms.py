"""The forms of meal plan templates and of plans, and the one that makes a plan from a template."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.forms import MENU_FIELDS, TEMPLATE_FIELDS, MenuRecordForm, TemplateForm
from apps.diet_templates.header import TemplateRecord
from apps.meal_plans.figures import freeze
from apps.meal_plans.freeze_forms import FrozenDatesField
from apps.meal_plans.guarding import diet_of, refusals
from apps.meal_plans.models import MealPlan, MealPlanTemplate, validate_start
from apps.meal_plans.overrides import LONGEST_REASON, Overrides, OverridesField, recorded
from apps.menus.document import MAX_DAYS
from apps.menus.errors import MOST, MenuErrors
from apps.menus.fields import MenuField
from apps.menus.judging import Line, guard_config, judge
from apps.menus.reading import food_ids, readable

CHOOSE_CLIENT = _("Choose a client")


def date_input() -> forms.DateInput:
    """The browser's own calendar; it speaks ISO dates only."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ClientSelect(forms.Select):
    """Each client of the choice carries what they must not eat, for the guard of the editor."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option, with the codes in data attributes."""
        option = super().create_option(name, value, *args, **kwargs)
        client = getattr(value, "instance", None)
        if client is not None:
            for kind in ("allergies", "restrictions"):
                option["attrs"][f"data-{kind}"] = " ".join(getattr(client, kind))
        return option


class MealPlanTemplateForm(TemplateForm):
    """Everything about a meal plan template."""

    class Meta:
        model = MealPlanTemplate
        fields: ClassVar = TEMPLATE_FIELDS


class MealPlanForm(MenuRecordForm):
    """Everything about a client's plan. Whose plan it is cannot change once it is saved."""

    instance: MealPlan
    overrides = OverridesField()
    frozen_dates = FrozenDatesField(label=_("Frozen days"), required=False)

    class Meta:
        model = MealPlan
        fields: ClassVar = ["client", "start_date", "frozen_dates", *MENU_FIELDS, "overrides"]
        widgets: ClassVar = {"start_date": date_input(), "client": ClientSelect}

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
        self._guard(cleaned)
        if self.instance.is_published and cleaned.get("menu"):
            self.instance.figures = freeze(food_ids(cleaned["menu"]), self.instance.figures)
        return cleaned

    @property
    def guard(self) -> dict[str, Any]:
        """What the guard of the editor starts from."""
        if self.instance._state.adding:
            return guard_config(None, takes_reasons=True)
        client = self.instance.client
        kept = self.instance.overrides
        return guard_config(diet_of(client), whose=str(client), kept=kept, takes_reasons=True)

    def _guard(self, cleaned: dict[str, Any]) -> None:
        """Refuses lines that the client must not eat, unless there is a reason; writes the reasons down."""
        menu, client = cleaned.get("menu"), cleaned.get("client")
        if menu is None or client is None or "overrides" not in cleaned:
            return
        before = self.instance.overrides
        cleaned["overrides"] = recorded(cleaned["overrides"], before, food_ids(menu), self.user)
        blocked = judge(menu, diet_of(client), cleaned["overrides"]).blocked
        if blocked:
            field = cast(MenuField, self.fields["menu"])
            self.add_error("menu", field.refused(MenuErrors(refusals(blocked[:MOST], client), len(blocked))))


class UseTemplateForm(forms.Form):
    """For whom a template becomes a plan, from when, and for how long; and what is to become of lines that
    the client must not eat, where the template has such."""

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
    blocked_lines = forms.ChoiceField(
        label=_("What about these lines?"),
        choices=[
            ("change", _("I change them in the plan: it cannot be saved or published before")),
            ("keep", _("They stay as they are, for this reason:")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, user: User, template: TemplateRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.template = user, template
        self.blocked: list[Line] = []
        client = cast("forms.ModelChoiceField[Client]", self.fields["client"])
        client.queryset = clients_of(user)

    def clean(self) -> dict[str, Any]:
        """Asks what is to become of lines that the practice does not let pass."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        client, days = cleaned.get("client"), cleaned.get("days")
        if client is None or days is None:
            return cleaned
        menu = readable(self.template.menu)
        self.blocked = judge({**menu, "days": menu["days"][:days]}, diet_of(client)).blocked
        if self.blocked and not cleaned.get("blocked_lines"):
            self.add_error("blocked_lines", _("Please choose: the client must not eat what is listed here."))
        elif self.blocked and cleaned["blocked_lines"] == "keep" and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why these foods stay."))
        return cleaned

    def overrides(self) -> Overrides:
        """The reason, recorded for each food that is to stay; {} where none does."""
        if self.cleaned_data["blocked_lines"] != "keep":
            return {}
        reasons = {line.finding.key: self.cleaned_data["reason"] for line in self.blocked}
        return recorded(reasons, None, [line.finding.food_id for line in self.blocked], self.user)


def clients_of(user: User | None) -> Any:
    """The clients for whom `user` may make a plan."""
    clients = Client.objects.none() if user is None else Client.objects.visible_to(user)
    return clients.filter(is_archived=False).order_by("name", "pk")
