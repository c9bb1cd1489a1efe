"""/healthz/live/ and /healthz/ready/: for whoever starts, stops and watches the processes.

`live` says that the process answers: if it does not, start it anew. `ready` says whether it should be given
requests: not while the database is away or waits for migrations. Without cache or channel layer it is slower.
"""

from dataclasses import asdict
from importlib import import_module
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from apps.stability.address import client_address
from apps.stability.middleware import TwoDoors
from apps.stability.vital_signs import Sign, in_a_thread, own_connection, vital_signs
from dtps.networks import is_within

LIVE, READY = "/healthz/live/", "/healthz/ready/"
VITAL = ("database", "migrations")


class Health(TwoDoors):
    """Answers at two addresses, ahead of redirects, names of hosts, limits, maintenance and sessions.

    Whoever watches comes by an address inside, and some of those need what is being looked at.
    """

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        if request.path in (LIVE, READY):
            return async_to_sync(answer)(request)
        return super().sync_door(request)

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        if request.path in (LIVE, READY):
            return await answer(request)
        return await super().async_door(request)


async def answer(request: HttpRequest) -> HttpResponse:
    """200 or 503 with `{"status": …}`, and for those who may know, `checks`. Kept by nobody."""
    headers = {"Cache-Control": "no-store"}
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD", **headers})
    if request.path == LIVE:
        return JsonResponse({"status": "alive"}, headers=headers)
    signs = await vital_signs()
    status = status_of(signs)
    body: dict[str, Any] = {"status": status}
    if await may_know(request, signs):
        body["checks"] = {name: asdict(sign) for name, sign in signs.items()}
    return JsonResponse(body, status=503 if status == "not ready" else 200, headers=headers)


def status_of(signs: dict[str, Sign]) -> str:
    """ready, degraded (it works, if more slowly) or not ready."""
    wrong = {name for name, sign in signs.items() if sign.verdict != "ok"}
    if wrong.intersection(VITAL):
        return "not ready"
    return "degraded" if wrong else "ready"


async def may_know(request: HttpRequest, signs: dict[str, Sign]) -> bool:
    """Whether the reasons, which name machines, are for whoever asks: HEALTH_ALLOWED, and admins."""
    if is_within(client_address(request), settings.HEALTH_ALLOWED):
        return True
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key or signs["database"].verdict != "ok":
        return False
    return bool(await in_a_thread(lambda: is_admin(request, key)))


@own_connection()
def is_admin(request: HttpRequest, key: str) -> bool:
    """Whether the session of that key is an admin's. It is read, and not prolonged."""
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return user.is_active and getattr(user, "is_staff", False)
