"""What the list of clients can be narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.clients.models import ClientQuerySet


class ClientFilter(forms.Form):
    """Search words and status, read from the address. A value nobody offered counts as not given."""

    q = forms.CharField(label=_("Search clients"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Active")), ("archived", _("Archived")), ("all", _("All"))],
        required=False,
    )

    def apply(self, clients: ClientQuerySet) -> ClientQuerySet:
        """Those of `clients` that were asked for, by name."""
        self.full_clean()
        asked = self.cleaned_data
        if asked.get("status") != "all":
            clients = clients.filter(is_archived=asked.get("status") == "archived")
        return clients.search(asked.get("q", "")).order_by("name", "pk")

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(self.cleaned_data.values())
