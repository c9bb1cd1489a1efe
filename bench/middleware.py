"""One request through all our middleware against the same one through Django's own, with the same settings.

Sync and async, without Redis and with it. The other stack has what Django brings for the same jobs (sign-in,
languages, slashes) and nothing for the others: no limits, no versions, no caching, no logs, no static files.

python -m bench.middleware
"""

import asyncio
import logging
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

import bench._measuring as measuring
from bench._figures import verdict
from bench._practice import dietitian, signed_in

# isort: split
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.test import Client as Browser
from django.test import RequestFactory, override_settings
from redis.connection import AbstractConnection

from apps.foods.services import load_starter_foods
from tests import redis_server

BAR = 1.15
ROUNDS = 300
REQUESTS = ("/api/session/", "/api/foods/?q=dal", "/diet-templates/")
INSTEAD = {  # of ours, where Django has something for the job
    "apps.stability.errors.ApiIsNotRedirected": "django.middleware.common.CommonMiddleware",
    "apps.accounts.middleware.PersonalSettings": "django.middleware.locale.LocaleMiddleware",
    "apps.accounts.middleware.SignInRequired": "django.contrib.auth.middleware.LoginRequiredMiddleware",
}
UNDER_WAY: dict[str, Any] = {  # everything is switched on, and nobody is refused
    "OLDEST_CLIENT": settings.VERSION,
    **{
        f"RATE_LIMIT_{name}": 1_000_000
        for name in ("PER_SECOND", "BURST", "COSTLY_PER_SECOND", "COSTLY_BURST")
    },
}
Call = Callable[[], Any]


def main() -> None:
    """Measures without Redis, then, where there is one, with it."""
    if "REDIS_URL" in os.environ:
        measure()
        return
    print(
        f"{'':<8}{'request':<22}{'door':<8}{'Django ms':>10}{'ours ms':>10}{'ratio':>8}{'cache trips':>20}",
        flush=True,
    )
    run("")
    if redis_server.PROGRAM:
        with redis_server.RedisServer() as redis:
            run(redis.url)


def run(redis_url: str) -> None:
    """Measures in a process of its own, whose settings know that Redis."""
    command = [sys.executable, "-m", "bench.middleware"]
    subprocess.run(command, env={**os.environ, "REDIS_URL": redis_url}, check=True)


def measure() -> None:
    """Prints a line for each request and each door."""
    quiet = open(os.devnull, "w")  # noqa: SIM115 (for as long as the process lives)
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(quiet)
    with measuring.empty_database(), override_settings(**UNDER_WAY), counted_trips() as trips:
        load_starter_foods()
        browser = signed_in(dietitian())
        for url in REQUESTS:
            for door, stack in (("sync", sync_door), ("async", async_door)):
                bare, ours = (stack(middleware, url, browser) for middleware in stacks())
                report(url, door, bare, ours, trips)


def stacks() -> tuple[list[str], list[str]]:
    """Django's own middleware, and ours."""
    ours: list[str] = settings.MIDDLEWARE
    bare = [INSTEAD.get(name, name) for name in ours]
    return [name for name in bare if name.startswith("django.")], ours


def report(url: str, door: str, bare: Call, ours: Call, trips: list[int]) -> None:
    """Times the two in turns."""
    times = measuring.side_by_side(*(at_any_depth(call) for call in (bare, ours)), rounds=ROUNDS)
    taken = [statistics.median(one) for one in times]
    # Of each turn, not of the medians: what else the machine does changes from turn to turn.
    ratio = statistics.median(own / theirs for theirs, own in zip(*times, strict=True))
    counts = [trips_of(call, trips) for call in (bare, ours)]
    said = f"{counts[0]} and {counts[1]}" if settings.REDIS_URL else "in memory"
    where = "Redis" if settings.REDIS_URL else ""
    print(
        f"{where:<8}{url:<22}{door:<8}{taken[0]:>10.2f}{taken[1]:>10.2f}{ratio:>8.2f}{said:>20}"
        f"  {verdict(ratio, BAR)}",
        flush=True,
    )


def sync_door(middleware: list[str], url: str, browser: Browser) -> Call:
    """A call of the synchronous stack of that middleware."""
    handler = loaded(middleware, is_async=False)
    return lambda: handler.get_response(request_for(url, browser))


def async_door(middleware: list[str], url: str, browser: Browser) -> Call:
    """A call of the asynchronous one."""
    handler, loop = loaded(middleware, is_async=True), asyncio.new_event_loop()
    return lambda: loop.run_until_complete(handler.get_response_async(request_for(url, browser)))


def at_any_depth(call: Call) -> Call:
    """`call`, each time from another depth of calls.

    Python keeps its frames in blocks, and what loops across the end of one, as a template does, is a quarter
    slower: a layer more or less would be all that is measured.
    """
    depths = cycle(range(0, 100, 7))
    return lambda: below(next(depths), call)


def below(depth: int, call: Call) -> Any:
    """`call()`, from so many calls further down."""
    return below(depth - 1, call) if depth else call()


def loaded(middleware: list[str], *, is_async: bool) -> Any:
    """Django's handler with that middleware."""
    handler = BaseHandler()
    with override_settings(MIDDLEWARE=middleware):
        handler.load_middleware(is_async=is_async)
    return handler


def request_for(url: str, browser: Browser) -> HttpRequest:
    """The request of a page of ours, signed in."""
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    headers = {"Cookie": cookies, "Host": "localhost", "X-App-Version": settings.APP_VERSION}
    return RequestFactory().get(url, headers=headers)


@contextmanager
def counted_trips() -> Iterator[list[int]]:
    """A list whose one number goes up with every round trip to Redis."""
    trips, send = [0], AbstractConnection.send_packed_command

    def counting(connection: Any, *args: Any, **options: Any) -> Any:
        trips[0] += 1
        return send(connection, *args, **options)

    AbstractConnection.send_packed_command = counting  # type: ignore[method-assign, assignment]
    yield trips
    AbstractConnection.send_packed_command = send  # type: ignore[method-assign]


def trips_of(call: Call, trips: list[int]) -> int:
    """How many round trips one call takes."""
    before = trips[0]
    assert call().status_code == 200
    return trips[0] - before


if __name__ == "__main__":
    main()
