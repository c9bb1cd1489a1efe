"""Writes down who signed in and who was refused, for the audit list."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts.models import SignIn, User
from apps.accounts.sessions import place_of


@receiver(user_logged_in)
def note_success(sender: type[User], request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody signed in."""
    SignIn.objects.create(user=user, succeeded=True, **place_of(request))


@receiver(user_login_failed)
def note_refusal(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """E-mail and password did not belong together, or the person may not sign in.

    A row for unknown accounts as well: otherwise the time that a refusal takes would tell which are known.
    """
    if request:
        SignIn.objects.create(user=_known(credentials.get("username")), succeeded=False, **place_of(request))


def _known(email: str | None) -> User | None:
    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        return None
