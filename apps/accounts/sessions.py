"""How long somebody stays signed in, and where else they are.

A session lives SESSION_DAYS from its last use. Its use is written down every five minutes at most, by the
request that comes first; ending one somewhere else takes effect with the next request from there, and at
once for what that place has open.
"""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.dispatch import Signal, receiver
from django.http import HttpRequest
from django.utils import timezone

from apps.accounts.devices import browser_of, system_of
from apps.accounts.models import DeviceSession, User
from apps.stability.address import client_address, client_bucket

sessions_ended = Signal()  # with `user_id`, for each person some of whose sessions were ended elsewhere
RENEW_EVERY = timedelta(minutes=5)
RENEWED = "renewed"  # in the session: when it was written last, in seconds


def lifetime() -> timedelta:
    """How long a session lives without being used."""
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)


def ends_at(session: SessionBase) -> datetime:
    """When the session ends unless it is used before."""
    return _renewed_at(session) + lifetime()


def is_due(session: SessionBase) -> bool:
    """Whether the session was written long enough ago to be written again."""
    return timezone.now() - _renewed_at(session) >= RENEW_EVERY


def renew(request: HttpRequest) -> None:
    """Lets the session live its full time from now, if no request at the same moment has done so."""
    now = timezone.now()
    rows = DeviceSession.objects.filter(session_key=request.session.session_key)
    stale = rows.filter(last_seen__lte=now - RENEW_EVERY)
    if stale.update(last_seen=now, expires_at=now + lifetime(), address=_bucket(request)):
        request.session[RENEWED] = int(now.timestamp())
    elif not rows.exists():  # signed in before there was a list of sessions
        remember(sender=User, request=request, user=request.user)


def sessions_of(user: User) -> list[DeviceSession]:
    """Where the person is signed in now, the latest used first."""
    rows = list(DeviceSession.objects.filter(user=user, expires_at__gt=timezone.now()))
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    keys = [row.session_key for row in rows]
    alive = set(store.get_model_class().objects.filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in rows if row.session_key in alive]


def end_session(user: User, pk: UUID) -> bool:
    """Signs the person out in one place; False when there is no such session of theirs."""
    return end_sessions(DeviceSession.objects.filter(user=user, pk=pk)) > 0


def end_other_sessions(user: User, session_key: str | None) -> int:
    """Signs the person out everywhere but in the session of that key; answers in how many places."""
    return end_sessions(DeviceSession.objects.filter(user=user).exclude(session_key=session_key))


def end_sessions(rows: QuerySet[DeviceSession]) -> int:
    """The sessions go first: a row without its session does no harm, a session without its row would."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    owners = dict(rows.values_list("session_key", "user_id"))
    for key in owners:
        store(key).delete()
    DeviceSession.objects.filter(session_key__in=owners).delete()
    for user_id in set(owners.values()):
        sessions_ended.send(DeviceSession, user_id=user_id)
    return len(owners)


@receiver(user_logged_in)
def remember(sender: type[User], request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A person signed in: the session is on their list from now on."""
    now = timezone.now()
    request.session[RENEWED] = int(now.timestamp())
    if request.session.session_key is None:  # it gets a key only when it is saved, which comes later
        request.session.create()
    DeviceSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user": user, **place_of(request), "last_seen": now, "expires_at": now + lifetime()},
    )


@receiver(user_logged_out)
def forget(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """A person signed out: the session itself is about to be flushed."""
    DeviceSession.objects.filter(session_key=request.session.session_key).delete()


def place_of(request: HttpRequest) -> dict[str, str]:
    """Where a request comes from, as it is kept: `browser`, `system`, `address`."""
    agent = request.headers.get("User-Agent", "")
    return {"browser": browser_of(agent), "system": system_of(agent), "address": _bucket(request)}


def moved(request: HttpRequest, before: str | None) -> None:
    """The session has got a new key, as after a change of password; it is still the same place."""
    DeviceSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def _renewed_at(session: SessionBase) -> datetime:
    return datetime.fromtimestamp(session.get(RENEWED, 0), UTC)


def _bucket(request: HttpRequest) -> str:
    return client_bucket(client_address(request))
