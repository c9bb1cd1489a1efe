"""Whether those behind open connections are still signed in: the rule of each request, asked in bulk."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from django.contrib.sessions.models import Session
from django.utils import timezone

from apps.accounts.models import User


class SignedIn(Protocol):
    """What a connection remembers of the session it was opened with."""

    user_id: UUID
    session_key: str
    fingerprint: int


S = TypeVar("S", bound=SignedIn)


def fingerprint(password: str | None) -> int:
    """Changes with the password (as it is stored); tells nobody anything about it."""
    return hash(password)  # with a secret of this process, which is where it is compared


def signed_out(connections: Iterable[S]) -> list[S]:
    """Those whose session ended, or whose person is inactive, gone or has a new password. Two queries."""
    asked = list(connections)
    sessions = Session.objects.filter(
        session_key__in={connection.session_key for connection in asked}, expire_date__gt=timezone.now()
    )
    alive = set(sessions.values_list("session_key", flat=True))
    people = User.objects.filter(pk__in={connection.user_id for connection in asked}, is_active=True)
    passwords = dict(people.values_list("pk", "password"))
    return [
        connection
        for connection in asked
        if connection.session_key not in alive
        or connection.user_id not in passwords
        or fingerprint(passwords[connection.user_id]) != connection.fingerprint
    ]
