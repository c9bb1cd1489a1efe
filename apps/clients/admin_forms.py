"""The form in which admins change several care teams at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.forms import CARE_ROLES

JOINS, LEAVES = "joins", "leaves"


class CareTeamsForm(forms.Form):
    """Who joins or leaves the care teams of the clients that were chosen in the list."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    change = forms.ChoiceField(
        label=_("Change"),
        choices=[(JOINS, _("Joins the care teams")), (LEAVES, _("Leaves the care teams"))],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = User.objects.filter(role__in=CARE_ROLES).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Whoever may not sign in can leave, but not join."""
        cleaned = super().clean() or self.cleaned_data
        person = cleaned.get("person")
        if person and cleaned.get("change") == JOINS and not person.is_active:
            self.add_error("person", _("This person may not sign in, so they cannot join."))
        return cleaned
