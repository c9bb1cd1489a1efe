"""Pages that were opened before a deploy: those too old for this server may save drafts and nothing else."""

import re

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from apps.stability.errors import refuse_early
from apps.stability.headers import VERSION_HEADER
from apps.stability.middleware import AsyncGetResponse, GetResponse, TwoDoors
from apps.stability.problems import ApiProblem, is_api

RELEASE = re.compile(r"([0-9]{1,6})\.([0-9]{1,6})\.([0-9]{1,6})(\+[0-9A-Za-z.-]*)?")
SAVE_OF_A_DRAFT = ("POST", "/api/drafts/")


def release_of(version: str) -> tuple[int, int, int] | None:
    """`(0, 2, 0)` for `0.2.0` and for `0.2.0+1f3c5a`; None for what is no version."""
    match = RELEASE.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


class OldestClient(TwoDoors):
    """Refuses calls of the API (426) that say they come from a release older than OLDEST_CLIENT.

    The save of a draft is never refused: what somebody typed is worth more than the form it comes in. Who
    says nothing about a version is not a page of ours, and is served.
    """

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        oldest = release_of(settings.OLDEST_CLIENT)
        if oldest is None:
            raise MiddlewareNotUsed
        super().__init__(get_response)
        self.oldest = oldest

    def early(self, request: HttpRequest) -> HttpResponseBase | None:
        """The answer to a page that is too old; None for everybody else."""
        if not is_api(request) or (request.method, request.path) == SAVE_OF_A_DRAFT:
            return None
        theirs = release_of(request.headers.get(VERSION_HEADER, ""))
        if theirs is None or theirs >= self.oldest:
            return None
        return refuse_early(request, too_old)


def too_old() -> ApiProblem:
    """426: the page has to be loaded anew."""
    detail = _(
        "This page is too old for the server. Drafts are still saved; for all else, please refresh it."
    )
    return ApiProblem(426, "client_too_old", detail)
