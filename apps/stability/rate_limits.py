"""How often one address may ask. docs/stability.md says what passes; the numbers are settings.

Signing in has limits of its own, in apps.accounts.
"""

import math
from contextlib import suppress
from functools import cache

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import ngettext
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from apps.stability.address import client_address, client_bucket
from apps.stability.buckets import Buckets, Count, Limit, MemoryBuckets, RedisBuckets
from apps.stability.errors import refuse_early
from apps.stability.metrics import LIMITS_HIT
from apps.stability.middleware import AsyncGetResponse, GetResponse, TwoDoors
from apps.stability.problems import ApiProblem


class SharedBuckets:
    """Buckets in Redis where there is one. While it does not answer, each process counts for itself."""

    def __init__(self, shared: Buckets | None) -> None:
        self.shared, self.own = shared, MemoryBuckets()

    def take(self, owner: str, limits: list[Limit]) -> Count:
        """See Buckets; always answers."""
        if self.shared:
            with suppress(RedisError, OSError):  # the breaker of redis_client.py tells of it
                return self.shared.take(owner, limits)
        return self.own.take(owner, limits)


@cache
def buckets() -> SharedBuckets:
    """Those of this process."""
    if not settings.REDIS_URL:
        return SharedBuckets(None)
    return SharedBuckets(RedisBuckets(get_redis_connection("default"), prefix="rl:"))


def limits_for(path: str) -> list[Limit]:
    """What limits a request to `path`."""
    limits = [Limit("all", settings.RATE_LIMIT_PER_SECOND, settings.RATE_LIMIT_BURST)]
    if path.startswith(tuple(settings.RATE_LIMIT_COSTLY)):
        costly = settings.RATE_LIMIT_COSTLY_PER_SECOND, settings.RATE_LIMIT_COSTLY_BURST
        limits.append(Limit("costly", *costly))
    return limits


class RateLimits(TwoDoors):
    """Refuses who asks too often, before anything is done for them: 429 with Retry-After.

    Answers say in RateLimit and RateLimit-Policy what is left (draft-ietf-httpapi-ratelimit-headers-10).
    Who has no address that can be known is not counted. Comes after what costs nothing, before the session.
    """

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        if not settings.RATELIMIT_ENABLE:
            raise MiddlewareNotUsed
        super().__init__(get_response)
        self.buckets = buckets()

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        limits, count = self.counted(request)
        if count.wait:
            return marked(refusal(request, count.wait), limits, count)
        return marked(self.get_response(request), limits, count)

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        if self.buckets.shared:
            limits, count = await sync_to_async(self.counted)(request)
        else:
            limits, count = self.counted(request)
        if count.wait:
            return marked(refusal(request, count.wait), limits, count)
        return marked(await self.get_response(request), limits, count)

    def counted(self, request: HttpRequest) -> tuple[list[Limit], Count]:
        """The limits of the request, and what is left of them after it."""
        address = client_address(request)
        limits = limits_for(request.path) if address else []
        return limits, self.buckets.take(client_bucket(address), limits) if limits else Count(0, [])


def refusal(request: HttpRequest, wait: int) -> HttpResponse:
    """429, for so many microseconds."""
    LIMITS_HIT.labels(limit="address").inc()
    seconds = math.ceil(wait / 1_000_000)
    return refuse_early(request, lambda: too_many_requests(seconds))


def too_many_requests(seconds: int) -> ApiProblem:
    """The problem, in words."""
    words = ngettext(
        "Too many requests. Please try again in %(seconds)d second.",
        "Too many requests. Please try again in %(seconds)d seconds.",
        seconds,
    )
    detail = words % {"seconds": seconds}
    return ApiProblem(429, "rate_limited", detail, headers={"Retry-After": str(seconds)})


def marked(response: HttpResponseBase, limits: list[Limit], count: Count) -> HttpResponseBase:
    """`response`, saying how much each bucket holds, how much is left, and in how many seconds it is full."""
    if limits:
        policies = [f'"{one.name}";q={one.burst};w={math.ceil(one.burst / one.per_second)}' for one in limits]
        response.headers.setdefault("RateLimit-Policy", ", ".join(policies))
        levels = [level(one, filling) for one, filling in zip(limits, count.filling, strict=True)]
        response.headers.setdefault("RateLimit", ", ".join(levels))
    return response


def level(limit: Limit, filling: int) -> str:
    """One member of the RateLimit header."""
    left = max(0, limit.burst - math.ceil(filling / limit.refill))
    return f'"{limit.name}";r={left};t={math.ceil(filling / 1_000_000)}'
