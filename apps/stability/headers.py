"""What every answer tells the browser: the version, and what pages of ours never do."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.stability.middleware import AsyncGetResponse, GetResponse, TwoDoors

VERSION_HEADER = "X-App-Version"
ADMIN_PREFIX = "/admin/"


class FixedHeaders(TwoDoors):
    """Sets the headers that are the same on every answer: pages, the API, static files, refusals, breakdowns.

    Trusted Types are left out below /admin/: Django admin builds HTML from text. A header that a view has set
    stays as it is. Comes before everything that may answer.
    """

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        super().__init__(get_response)
        policy = settings.CONTENT_SECURITY_POLICY
        self.of_admin = self.with_policy(policy)
        self.of_others = self.with_policy([*policy, *settings.TRUSTED_TYPES])

    def late(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
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
