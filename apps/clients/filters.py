"""What the list of clients can be narrowed to, and in which order it stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.belongings import without_current
from apps.clients.models import ClientQuerySet

ORDERS = {"": ("name", "pk"), "-updated_at": ("-updated_at", "pk"), "-created_at": ("-created_at", "pk")}


class ClientFilter(forms.Form):
    """Search words and choices, read from the address. A value nobody offered counts as not given."""

    q = forms.CharField(label=_("Search clients"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Active")), ("archived", _("Archived")), ("all", _("All"))],
        required=False,
    )
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("", _("Everybody")),
            ("mine", _("In my care")),
            ("without_plan", _("Without a current plan")),
        ],
        required=False,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[("", _("By name")), ("-updated_at", _("Changed last")), ("-created_at", _("Newest"))],
        required=False,
    )

    def apply(self, clients: ClientQuerySet, user: User) -> ClientQuerySet:
        """Those of `clients` that `user` asked for, in the order they asked for."""
        self.full_clean()
        asked = self.cleaned_data
        if asked.get("status") != "all":
            clients = clients.filter(is_archived=asked.get("status") == "archived")
        if asked.get("show") == "mine":
            clients = clients.cared_for_by(user)
        elif asked.get("show") == "without_plan":
            clients = without_current(clients)
        return clients.search(asked.get("q", "")).order_by(*ORDERS[asked.get("order", "")])

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")
