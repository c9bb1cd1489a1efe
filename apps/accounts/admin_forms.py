"""The forms in which admins add and change users."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.sessions import end_other_sessions
from apps.accounts.zones import time_zone_choices


class LowerCaseEmail:
    """Keeps addresses as the user manager does, so that the check for duplicates sees through capitals."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        """The address in lower case."""
        return str(self.cleaned_data["email"]).lower()


class UserAddForm(LowerCaseEmail, BaseUserCreationForm):  # type: ignore[type-arg]
    """A new user, with a first password to hand over."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "email", "role"]


class UserEditForm(LowerCaseEmail, UserChangeForm):  # type: ignore[type-arg]
    """A user's account."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields: ClassVar = ["name", "email", "password", "role", "is_active", "time_zone", "language"]


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A new password for somebody, who is signed out everywhere with it."""

    def save(self, commit: bool = True) -> User:
        """Django's session hash would end the sessions, too, but leave them on the person's list."""
        user: User = super().save(commit)
        end_other_sessions(user, session_key=None)
        return user
