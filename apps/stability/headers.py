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
        self.of_admin = self.with_policy(policy)
        self.of_others = self.with_policy([*policy, *settings.TRUSTED_TYPES])

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.async_mode:
            return self.__acall__(request)
        return self.mark(request, cast(GetResponse, self.get_response)(request))

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        return self.mark(request, await cast(AsyncGetResponse, self.get_response)(request))

    def mark(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Adds what is missing."""
        headers = self.of_admin if request.path.startswith(ADMIN_PREFIX) else self.of_others
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    def with_policy(self, policy: list[str]) -> dict[str, str]:
        """All of them, with that Content-Security-Policy."""
        return {
            "Content-Security-Policy": "; ".join(policy),
            VERSION_HEADER: settings.APP_VERSION,
            **settings.FIXED_HEADERS,
        }
