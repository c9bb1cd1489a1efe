"""The one place where what went wrong becomes an answer: a problem under /api/, a page elsewhere.

Exceptions come here from Django's handlers (dtps/urls.py names them) and from ErrorsExplained; answers that a
view or Django gave without a word get theirs here, too. docs/errors.md lists the codes.
"""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

from asgiref.sync import sync_to_async
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.utils import translation
from django.utils.translation import gettext as _

from apps.stability.error_pages import error_page
from apps.stability.middleware import TwoDoors
from apps.stability.problems import (
    CONTENT_TYPE,
    ApiProblem,
    is_api,
    not_allowed,
    not_found,
    not_signed_in,
    too_large,
)
from apps.stability.request_id import request_id
from dtps.db.outages import is_outage

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# What somebody sends can raise these in the middle of a view; nothing else that we do deals in bytes.
UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError, UnicodeError)
OUTAGE_SECONDS = 5  # a failover takes longer than one try, and less than two of these

logger = logging.getLogger(__name__)


def as_problem(error: BaseException | None) -> ApiProblem:
    """What `error` means for whoever sent the request."""
    if isinstance(error, ApiProblem):
        return error
    if isinstance(error, Http404):
        return not_found()
    if isinstance(error, PermissionDenied):
        return not_allowed()
    if isinstance(error, TOO_MUCH):
        return too_large()
    if isinstance(error, UNREADABLE):
        return ApiProblem(400, "invalid_request", _("The server could not read this request."))
    if error and is_outage(error):
        detail = _("The database does not answer at the moment. Please try again.")
        return ApiProblem(503, "database_unavailable", detail, headers={"Retry-After": str(OUTAGE_SECONDS)})
    return ApiProblem(500, "server_error", _("Something went wrong on our side. It has been written down."))


def of_status(status: int) -> ApiProblem:
    """What a status says that came without an explanation."""
    known = {401: not_signed_in, 403: not_allowed, 404: not_found, 413: too_large}
    if status in known:
        return known[status]()
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return ApiProblem(status, "method_not_allowed", _("This address does not answer to such a request."))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ApiProblem(status, "server_error", _("Something went wrong on our side."))
    return ApiProblem(status, "invalid_request", _("The server could not use this request."))


def answer(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    """The problem itself, or its page."""
    if not is_api(request):
        return error_page(request, problem)
    if problem.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        problem.members["requestId"] = request_id(request)
    return problem.response(request)


def refuse_early(request: HttpRequest, refuse: Callable[[], ApiProblem]) -> HttpResponse:
    """The answer of a middleware that acts before it is known who asks: in the language of their browser."""
    with translation.override(translation.get_language_from_request(request)):
        return answer(request, refuse())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return answer(request, as_problem(exception))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return answer(request, as_problem(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return answer(request, as_problem(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500, which it calls while it handles the exception. Django has logged it."""
    return answer(request, as_problem(sys.exc_info()[1]))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. Signed out comes first: a fresh token would not help that person."""
    if is_api(request) and not request.user.is_authenticated:
        return answer(request, not_signed_in())
    return answer(request, ApiProblem(403, "csrf_failed", _("This page is out of date. Please reload it.")))


class ApiIsNotRedirected(CommonMiddleware):
    """Django's own, but that an address of the API without its slash is wrong and not somewhere else."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        """Whether the address exists with a slash only, and is a page."""
        return not is_api(request) and super().should_redirect_with_slash(request)


class ErrorsExplained(TwoDoors):
    """Explains errors that a view left unexplained, and what is no mistake of ours to Django's handler500.

    Comes last: what it answers is then in the person's language.
    """

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        response = super().sync_door(request)
        return self.explanation(request, response) if lacks_words(request, response) else response

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        response = await super().async_door(request)
        if lacks_words(request, response):  # a page of ours asks the database
            return await sync_to_async(self.explanation)(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers for faults of whoever sent the request and for outages; Django does so for the others."""
        if is_outage(exception):
            logger.error("The database does not answer: %s", exception.__cause__ or exception)
        elif not isinstance(exception, ApiProblem | UnreadablePostError | UnicodeError):
            return None
        return answer(request, as_problem(exception))

    def explanation(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
        """What stands in for a bare status; its `Allow`, `Retry-After`, cookies and their like are kept."""
        problem = of_status(response.status_code)
        problem.headers |= {name: value for name, value in response.items() if name != "Content-Type"}
        explained = answer(request, problem)
        explained.cookies = response.cookies
        return explained


def lacks_words(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether this is an error that nobody has explained: no problem of the API, or no page at all."""
    if response.status_code < 400 or not isinstance(response, HttpResponse):
        return False
    if is_api(request):
        return response["Content-Type"] != CONTENT_TYPE
    return not response.content
