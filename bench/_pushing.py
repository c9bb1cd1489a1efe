"""Our side of bench.sse in a process of its own: signs people in, and pushes to them through Redis.

python -m bench._pushing      a line of JSON in, a line of JSON out: `sign_in`, `everyone`, `person`
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import bench._measuring  # noqa: F401 (sets Django up)

# isort: split
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.notifications.models import Kind
from apps.notifications.services import notify
from apps.realtime.events import Event
from apps.realtime.push import push_to_everyone


def sign_in(people: int) -> dict[str, Any]:
    """That many dietitians in a fresh database, and the cookie of a session of each."""
    call_command("migrate", interactive=False, verbosity=0)
    nobody_types_it = make_password(None)
    users = User.objects.bulk_create(
        User(email=f"{number}@example.com", name="Bench", role=Role.DIETITIAN, password=nobody_types_it)
        for number in range(people)
    )
    sessions = Session.objects.bulk_create(_session(user) for user in users)
    return {"cookies": [f"{settings.SESSION_COOKIE_NAME}={session.session_key}" for session in sessions]}


def everyone(text: str) -> dict[str, Any]:
    """One event to every stream."""
    push_to_everyone(Event("version", {"sent": time.monotonic_ns(), "text": text}))
    return {}


def person(text: str) -> dict[str, Any]:
    """One notification to the first of them."""
    recipients = User.objects.filter(email="0@example.com")
    notify(recipients=recipients, kind=Kind.SYSTEM, title=f"sent {time.monotonic_ns()}", text=text)
    return {}


def _session(user: User) -> Session:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    data = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    in_a_day = timezone.now() + timedelta(days=1)
    return Session(store._get_new_session_key(), store.encode(data), in_a_day)


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        commands: dict[str, Callable[..., Any]] = {"sign_in": sign_in, "everyone": everyone, "person": person}
        print(json.dumps(commands[order.pop("do")](**order)), flush=True)


if __name__ == "__main__":
    main()
