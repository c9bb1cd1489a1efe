"""GET /api/realtime/sse/: the events of one person, for as long as they listen.

Written against ASGI itself, not as a Django view or a consumer: an open stream then costs a few small objects
and one waiting coroutine. docs/realtime.md describes the events.
"""

import logging
from contextlib import suppress
from io import BytesIO
from typing import Any, cast
from urllib.parse import parse_qs

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from apps.accounts.models import User
from apps.realtime import feed, hub, refusals
from apps.realtime.admission import admit
from apps.realtime.backpressure import Send
from apps.realtime.connections import identify
from apps.realtime.events import HELLO, Event
from apps.realtime.refusals import Refused
from apps.realtime.streams import Stream
from apps.realtime.threads import in_thread
from apps.stability.asgi import Request, start_of
from apps.stability.metrics import EVENTS_REPLAYED, RESETS, STREAMS
from apps.stability.outer_layers import within_outer_layers
from apps.stability.problems import method_not_allowed, not_signed_in

ROUTE = "api/realtime/sse/"
LONGEST_ID = 100  # characters of a Last-Event-ID that are looked at
HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would hold events back
    "X-Content-Type-Options": "nosniff",
}

logger = logging.getLogger("apps.realtime")


async def event_stream(scope: dict[str, Any], receive: Any, send: Send) -> None:
    """The ASGI application."""
    started = await _start(scope, receive, send)
    if started is None:
        return
    stream, caught = started
    STREAMS.inc()
    try:
        _begin(hub.current(), stream, caught)
        del scope, started, caught  # hours may pass
        _forget_cache_clients()
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        STREAMS.dec()
        hub.current().leave(stream)


async def _start(scope: dict[str, Any], receive: Any, send: Send) -> tuple[Stream, feed.CatchUp] | None:
    """Sends the head of a stream and gives the stream, or sends a refusal."""
    opened: list[tuple[Stream, feed.CatchUp]] = []

    async def answer(request: HttpRequest) -> HttpResponse:
        try:
            opened.append(await _open(request, scope, receive, send))
        except Refused as refused:
            return refused.response(request)
        return HttpResponse(headers=HEADERS)

    try:
        response = await within_outer_layers(_request(scope), answer)
        await send(start_of(response))
        if not opened:
            await send({"type": "http.response.body", "body": cast(HttpResponse, response).content})
    except BaseException:
        for stream, _caught in opened:
            hub.current().leave(stream)
        raise
    return opened[0] if opened else None


def _request(scope: dict[str, Any]) -> Request:
    request = Request(scope, BytesIO())
    request.resolver_match = ResolverMatch(event_stream, (), {}, route=ROUTE)
    return request


async def _open(
    request: HttpRequest, scope: dict[str, Any], receive: Any, send: Send
) -> tuple[Stream, feed.CatchUp]:
    """A stream and what it begins with. Raises Refused, having given everything back."""
    if request.method != "GET":
        raise Refused(lambda: method_not_allowed(["GET"]))
    user, session_key = await _identify(scope, receive, send)
    request.user = user
    house = hub.current()
    stream = await _admitted(house, user, session_key, send)
    try:
        await house.enter(stream)  # first: what is pushed from now on counts as heard of
        if house.is_stopping:  # an error would alarm people; this one is told to come back, as all others are
            stream.bye("stopping", house.pause_ms())
        return stream, await in_thread(feed.current().opening)(stream.user_id, _last_event_id(scope))
    except Exception as error:
        house.leave(stream)
        raise _not_available(error, user) from error
    except BaseException:
        house.leave(stream)
        raise


def _begin(house: hub.Hub, stream: Stream, caught: feed.CatchUp) -> None:
    if stream.last_words is not None:
        stream.say_last_words(before=HELLO)
        return
    hello = [
        Event("connected", {"user": str(stream.user_id), "pingSeconds": settings.REALTIME_PING_SECONDS}),
        Event("version", {"version": settings.APP_VERSION}),
    ]
    house.write_events(stream, [*hello, *caught.events], before=HELLO)
    stream.begin(caught.cursor)
    names = [event.name for event in caught.events]
    RESETS.inc(names.count("reset"))
    EVENTS_REPLAYED.inc(len(names) - names.count("reset") - names.count("unread"))


async def _identify(scope: dict[str, Any], receive: Any, send: Send) -> tuple[User, str]:
    try:
        visitor = await identify(scope, receive, send)
    except Exception as error:
        raise _not_available(error) from error
    if visitor.user is None:
        raise Refused(not_signed_in)
    return visitor.user, visitor.session_key


async def _admitted(house: hub.Hub, user: User, session_key: str, send: Send) -> Stream:
    admission = await admit(house, Stream.kind, user.pk)
    if admission.wait_seconds:
        raise Refused(lambda: refusals.too_many_attempts(admission.wait_seconds), user)
    if admission.too_many:
        raise Refused(refusals.too_many_streams, user)
    return Stream(user, session_key, admission.slot, send, house.bring_on)


def _not_available(error: Exception, user: User | None = None) -> Refused:
    logger.warning("A stream could not be opened (%r).", error)
    return Refused(refusals.not_available, user)


def _forget_cache_clients() -> None:
    """Django keeps one in the context of a request that asked for it: half of what a stream would weigh."""
    for name in caches:
        with suppress(AttributeError):  # this request has not asked for it
            del caches[name]


def _last_event_id(scope: dict[str, Any]) -> str | None:
    """What the client saw last: a browser that comes back by itself sends the header, a script asks."""
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            return str(value.decode("utf-8", "replace"))[:LONGEST_ID] or None
    query = parse_qs(scope["query_string"].decode("utf-8", "replace"))
    return query.get("lastEventId", [""])[0][:LONGEST_ID] or None
