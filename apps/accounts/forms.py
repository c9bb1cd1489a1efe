"""Signing in, and what people may change about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.limits import seconds_to_wait
from apps.accounts.models import User
from apps.accounts.zones import time_zone_choices


class SignInForm(forms.Form):
    """E-mail and password. One answer for every refusal, so nobody learns whose address is known here.

    Too many attempts are refused unread; `wait` then says for how many seconds.
    """

    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        self.request = request
        self.user: User | None = None
        self.wait = 0
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Checks both together; leaves the user in `self.user`."""
        email, password = self.cleaned_data.get("email"), self.cleaned_data.get("password")
        self._count_attempt(email or "")
        if email and password:
            user = authenticate(self.request, username=email, password=password)
            if not isinstance(user, User):
                raise ValidationError(
                    _("This e-mail and password do not belong together. Please try again."),
                    code="invalid_login",
                )
            self.user = user
        return self.cleaned_data

    def _count_attempt(self, email: str) -> None:
        self.wait = seconds_to_wait(self.request, email.lower()) if self.request else 0
        if self.wait:
            raise ValidationError(
                ngettext(
                    "Too many attempts to sign in. Please try again in %(seconds)d second.",
                    "Too many attempts to sign in. Please try again in %(seconds)d seconds.",
                    self.wait,
                ),
                code="rate_limited",
                params={"seconds": self.wait},
            )

    def get_user(self) -> User | None:
        """Whom LoginView signs in."""
        return self.user


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people see of the application: their name, time zone and language, and the names of foods."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    local_names_first = forms.BooleanField(
        label=_("Local names of foods first"),
        help_text=User._meta.get_field("local_names_first").help_text,
        required=False,
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "language", "local_names_first"]
        help_texts = {"name": _("As colleagues see it beside what you change.")}
