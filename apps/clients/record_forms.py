"""The forms of measurements and of notes. Whose they are cannot change once they are saved."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.clients.measures import MEASURES
from apps.clients.models import Client, ClientNote, Measurement
from apps.drafts.forms import VersionedForm


class AboutClientForm(VersionedForm):
    """Base: the client comes with the address of the page and is carried along unseen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Client]", self.fields["client"])
        field.disabled = not self.instance._state.adding
        if self.user and not field.disabled:
            field.queryset = Client.objects.visible_to(self.user)


class MeasurementForm(AboutClientForm):
    """What was measured of a client on one day: at least one value."""

    class Meta:
        model = Measurement
        fields: ClassVar = ["client", "taken_on", *[measure.key for measure in MEASURES], "note"]
        widgets: ClassVar = {
            "client": forms.HiddenInput,
            "taken_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{measure.key: forms.TextInput(attrs={"inputmode": "decimal"}) for measure in MEASURES},
        }

    def clean(self) -> dict[str, Any]:
        """Refuses an empty measurement, half of a blood pressure, and a day before the client's birth."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        keys = [measure.key for measure in MEASURES]
        if all(cleaned.get(key) is None and key not in self.errors for key in keys):
            raise ValidationError(_("Nothing is measured yet: give at least one value."), code="empty")
        upper, lower = cleaned.get("systolic_mmhg"), cleaned.get("diastolic_mmhg")
        for missing, other in (("systolic_mmhg", lower), ("diastolic_mmhg", upper)):
            if cleaned.get(missing) is None and missing not in self.errors and other is not None:
                self.add_error(missing, _("Blood pressure has two values: please give both."))
        if upper is not None and lower is not None and upper <= lower:
            self.add_error("systolic_mmhg", _("The upper value has to be the greater one."))
        client, day = cleaned.get("client"), cleaned.get("taken_on")
        if client and day and client.birth_date and day < client.birth_date:
            self.add_error("taken_on", _("The client was not born yet on this day."))
        return cleaned


class ClientNoteForm(AboutClientForm):
    """One note about a client."""

    class Meta:
        model = ClientNote
        fields: ClassVar = ["client", "text", "is_pinned"]
        widgets: ClassVar = {
            "client": forms.HiddenInput,
            "text": forms.Textarea(attrs={"rows": 8}),
        }
