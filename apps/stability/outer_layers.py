"""What every answer goes through, also one that no Django view gives."""

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.stability.client_version import OldestClient
from apps.stability.headers import FixedHeaders
from apps.stability.maintenance import MaintenanceMode
from apps.stability.middleware import AsyncGetResponse
from apps.stability.rate_limits import RateLimits
from apps.stability.request_id import RequestIds

# In the order that MIDDLEWARE has them in. None needs a session, all are at home in an event loop.
LAYERS = (RequestIds, FixedHeaders, OldestClient, MaintenanceMode, RateLimits)


async def within_outer_layers(request: HttpRequest, answer: AsyncGetResponse) -> HttpResponseBase:
    """The answer to `request`, which the layers may mark, or give in place of `answer(request)`.

    They are put together for each request, in a few microseconds: meant for connections, not for pages.
    """
    for layer in reversed(LAYERS):
        try:
            answer = layer(answer)  # type: ignore[assignment]  # around a coroutine function it is one
        except MiddlewareNotUsed:
            continue
    return await answer(request)
