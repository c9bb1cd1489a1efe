"""Each request has a name, which people can read out and which every line of the log about it carries."""

import logging
import re
import time
from contextvars import Token
from secrets import token_hex
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.stability.logs import current_request, route_of
from apps.stability.middleware import TwoDoors

HEADER = "X-Request-ID"
ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{1,64}")

logger = logging.getLogger(__name__)


class RequestIds(TwoDoors):
    """Gives `request.request_id`, sends it in X-Request-ID, and logs a line for each answer.

    A proxy that has named the request already is followed. Comes before everything that may answer.
    """

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        began, token = self.begin(request)
        try:
            return self.end(request, self.get_response(request), began)
        finally:
            current_request.reset(token)

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        began, token = self.begin(request)
        try:
            return self.end(request, await self.get_response(request), began)
        finally:
            current_request.reset(token)

    def begin(self, request: HttpRequest) -> tuple[float, Token[HttpRequest | None]]:
        """Names the request."""
        given = request.headers.get(HEADER, "")
        cast(Any, request).request_id = given if ACCEPTABLE.fullmatch(given) else token_hex(6)
        return time.perf_counter(), current_request.set(request)

    def end(self, request: HttpRequest, response: HttpResponseBase, began: float) -> HttpResponseBase:
        """Tells the name, and logs how it went; what nobody reads line by line is for level DEBUG."""
        response.headers[HEADER] = request_id(request)
        level = logging.DEBUG if request.path.startswith(quiet()) else logging.INFO
        if logger.isEnabledFor(level):
            facts = {"status": response.status_code, "ms": round((time.perf_counter() - began) * 1000, 1)}
            words = (request.method, route_of(request) or "(no page)", facts["status"], facts["ms"])
            logger.log(level, "%s %s %s in %s ms", *words, extra=facts)
        return response


def request_id(request: HttpRequest) -> str:
    """The name of the request; empty for one that did not come through RequestIds."""
    return str(getattr(request, "request_id", ""))


def quiet() -> tuple[str, ...]:
    """The addresses that are asked for all the time, by browsers and by machines."""
    return (str(settings.STATIC_URL), "/healthz/")
