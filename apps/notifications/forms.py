"""How people want to hear of things, and what admins announce."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Role, User
from apps.notifications.links import LONGEST, is_local
from apps.notifications.models import Channel, Kind
from apps.notifications.services import LONGEST_TEXT, preferences_of, save_preferences

EVERYBODY = "everybody"


class PreferencesForm(forms.Form):
    """One choice of a channel for each kind."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: User) -> None:
        super().__init__(data, initial=preferences_of(user))
        self.user = user
        for kind, label in Kind.choices:
            self.fields[kind] = forms.ChoiceField(
                label=label, choices=Channel.choices, widget=forms.RadioSelect
            )

    def save(self) -> None:
        """Writes down what has changed."""
        save_preferences(self.user, self.cleaned_data)


class AnnouncementForm(forms.Form):
    """What an admin tells the practice, and whom."""

    text = forms.CharField(
        label=_("Text"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4, "cols": 60})
    )
    link = forms.CharField(
        label=_("Link"),
        max_length=LONGEST,
        required=False,
        help_text=_("A page of this site, beginning with /: people are led there. It may be left empty."),
    )
    to = forms.ChoiceField(label=_("To"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("name")
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101 (tells the type checker)
        to.choices = [
            (EVERYBODY, _("Everybody")),
            (_("Everybody who is"), list(Role.choices)),
            (_("One person"), [(str(person.pk), f"{person} ({person.email})") for person in people]),
        ]

    def clean_link(self) -> str:
        """Refuses what leads out of the site."""
        link: str = self.cleaned_data["link"]
        if link and not is_local(link):
            raise forms.ValidationError(_("This has to be a page of this site, such as /clients/."))
        return link

    def recipients(self) -> QuerySet[User]:
        """Those who are to be told."""
        to = self.cleaned_data["to"]
        people = User.objects.filter(is_active=True)
        if to == EVERYBODY:
            return people
        return people.filter(role=to) if to in Role.values else people.filter(pk=to)
