"""What the list of notifications can be narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.notifications.models import Kind, NotificationQuerySet


class NotificationFilter(forms.Form):
    """Unread or all, and the kind, read from the address. A value nobody offered counts as not given."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[("", _("All")), ("unread", _("Unread"))], required=False
    )
    kind = forms.ChoiceField(label=_("About"), choices=[("", _("Everything")), *Kind.choices], required=False)

    def apply(self, notifications: NotificationQuerySet) -> NotificationQuerySet:
        """Those of `notifications` that were asked for."""
        self.full_clean()
        asked = self.cleaned_data
        if asked.get("kind"):
            notifications = notifications.filter(kind=asked["kind"])
        return notifications.unread() if asked.get("show") else notifications

    @property
    def is_narrowed(self) -> bool:
        """Whether an empty list may be due to the filter."""
        return any(self.cleaned_data.values())
