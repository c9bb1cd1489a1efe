"""What is logged, as lines of JSON: enough to follow a request, nothing of what people wrote or looked for.

No bodies, no query strings, no addresses of pages (their pattern instead), no names; of exceptions the type
and the places, not the words: databases and parsers repeat in them what they were given.
"""

import json
import logging
import time
import traceback
from collections.abc import Hashable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import LazyObject, empty

INTERVAL = 60.0  # seconds
FACTS = ("status", "ms")  # that a logger may give as `extra`

as_json = json.JSONEncoder(ensure_ascii=False, default=str).encode
current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


class JsonLines(logging.Formatter):
    """One JSON object a line, with the request that was being answered."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        request = getattr(record, "request", None) or current_request.get()
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record, request),
            **(facts_of(request) if isinstance(request, HttpRequest) else {}),
            **{name: getattr(record, name) for name in FACTS if hasattr(record, name)},
        }
        if record.exc_info and record.exc_info[1]:
            line["exceptions"] = list(exceptions_of(record.exc_info[1]))
        return as_json(line)


def message_of(record: logging.LogRecord, request: Any) -> str:
    """The message. Where Django names the address of a page, its pattern stands instead."""
    path = getattr(request, "path", None)
    if not path or not isinstance(record.args, tuple) or path not in record.args:
        return record.getMessage()
    args = tuple(route_of(request) or "(no page)" if arg == path else arg for arg in record.args)
    return str(record.msg) % args


def facts_of(request: HttpRequest) -> dict[str, Any]:
    """Which request it was and whose, without asking the database."""
    return {
        "requestId": getattr(request, "request_id", None),
        "userId": user_id(request),
        "method": request.method,
        "route": route_of(request),
    }


def user_id(request: HttpRequest) -> str | None:
    """Who asked, if that has been found out already."""
    user: Any = getattr(request, "user", None)
    if user is None or (isinstance(user, LazyObject) and user.__dict__.get("_wrapped", empty) is empty):
        return None
    return str(user.pk) if user.pk else None


def route_of(request: HttpRequest) -> str | None:
    """`/clients/<uuid:pk>/`; None where no page answers."""
    match = request.resolver_match
    return f"/{match.route}" if match else None


def exceptions_of(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """The exception and what led to it, each as its type and the lines of code that it passed."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        places = [
            f"{frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        yield {"type": f"{type(error).__module__}.{type(error).__qualname__}", "places": places}
        error = error.__cause__ or error.__context__


class OnceAMinute(logging.Filter):
    """Lets the same message through once a minute in each process: an outage is one story, not thousands.

    Of libraries that log a traceback for every connection that fails, the type of the exception is kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until: dict[Hashable, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it was not said within the last minute; what its %s stand for does not count."""
        now = time.monotonic()
        if now < self._quiet_until.get(record.msg, 0.0):
            return False
        self._quiet_until[record.msg] = now + INTERVAL
        if record.exc_info and record.exc_info[0] and not record.name.startswith("apps."):
            record.msg, record.args = f"{record.getMessage()}: {record.exc_info[0].__name__}", ()
            record.exc_info = None
        return True
