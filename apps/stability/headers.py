"""What every answer tells the browser: the version, and what pages of ours never do."""

from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
AsyncGetResponse = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

VERSION_HEADER = "X-App-Version"
ADMIN_PREFIX = "/admin/"


class FixedHeaders:
    """Sets the headers that are the same on every answer: pages, the API, static files, refusals, breakdowns.

    Trusted Types are left out below /admin/: Django admin builds HTML from text. A header that a view has set
    stays as it is. Comes before everything that may answer.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        self.get_response = get_response
        self.async_mode = iscoroutinefunction(get_response)
        if self.async_mode:
            markcoroutinefunction(self)
        policy = settings.CONTENT_SECURITY_POLICY
        self.policies = {True: "; ".join(policy), False: "; ".join([*policy, *settings.TRUSTED_TYPES])}

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.async_mode:
            return self.__acall__(request)
        return self.mark(request, cast(GetResponse, self.get_response)(request))

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        return self.mark(request, await cast(AsyncGetResponse, self.get_response)(request))

    def mark(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Adds what is missing."""
        policy = self.policies[request.path.startswith(ADMIN_PREFIX)]
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(VERSION_HEADER, settings.APP_VERSION)
        for name, value in settings.FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
