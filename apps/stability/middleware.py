"""Middleware that is at home in a thread and in an event loop: two doors to the same rooms."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
AsyncGetResponse = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


class TwoDoors:
    """Base of our middleware: `early` may answer for what is behind, `late` may change what comes of it.

    Neither waits for anything. Whoever has to wait overrides `sync_door` and `async_door`.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        self.get_response: Any = get_response  # of the kind that the door needs
        self.async_mode = iscoroutinefunction(get_response)
        if self.async_mode:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return self.async_door(request) if self.async_mode else self.sync_door(request)

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        return self.early(request) or self.late(request, self.get_response(request))

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        return self.early(request) or self.late(request, await self.get_response(request))

    def early(self, request: HttpRequest) -> HttpResponseBase | None:
        """An answer in place of what is behind; None to go on."""
        return None

    def late(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What is sent."""
        return response
