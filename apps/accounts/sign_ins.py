"""Writes down who signed in and who was refused, for the audit list."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from apps.accounts.devices import browser_of, system_of
from apps.accounts.models import SignIn, User
from apps.stability.address import client_address, client_bucket


@receiver(user_logged_in)
def note_success(sender: type[User], request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody signed in."""
    _note(request, user, succeeded=True)


@receiver(user_login_failed)
def note_refusal(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """E-mail and password did not belong together, or the person may not sign in.

    A row for unknown accounts as well: otherwise the time that a refusal takes would tell which are known.
    """
    if request:
        email = str(credentials.get("username") or "").strip().lower()
        _note(request, User.objects.filter(email=email).only("pk").first(), succeeded=False)


def _note(request: HttpRequest, user: User | None, *, succeeded: bool) -> None:
    agent = request.headers.get("User-Agent", "")
    SignIn.objects.create(
        user=user,
        succeeded=succeeded,
        address=client_bucket(client_address(request)),
        browser=browser_of(agent),
        system=system_of(agent),
    )
