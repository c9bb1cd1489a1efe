"""Making a link, and opening one."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

USUAL_DAYS, MOST_DAYS = 14, 90


class ShareForm(forms.Form):
    """For how long, and with what."""

    days = forms.IntegerField(
        label=_("Days it works"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("At most 90. You can take it back at any time."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)
    figures = forms.BooleanField(label=_("Energy and nutrients, too"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)


class CodeInput(forms.TextInput):
    """A field that never says what was typed: the next person at this phone types it anew."""

    def format_value(self, value: Any) -> str | None:
        """Nothing."""
        return None


class CodeForm(forms.Form):
    """The six digits; spaces between them do not count."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=CodeInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": _("Please type the code that you were given.")},
    )

    def clean_code(self) -> str:
        """Digits of any script become those of ASCII: phones in Hindi type १२३."""
        typed = self.cleaned_data["code"]
        return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in typed if not sign.isspace())
