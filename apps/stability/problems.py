"""Errors of the API, as RFC 9457 `application/problem+json` with a stable `code`; pages keep getting pages.

An API view is marked `@api_view(...)`, raises ApiProblem, and never ends in a redirect or in HTML.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.csrf import csrf_failure as csrf_failure_page

API_PREFIX = "/api/"

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


class ApiProblem(Exception):
    """Raised anywhere below an `api_view`; becomes that problem's answer.

    `members` join the body; `headers` (a dict) goes to the response.
    """

    def __init__(
        self, status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.members = headers or {}, members

    def response(self) -> JsonResponse:
        """The answer to send."""
        answer = problem(self.status, self.code, self.detail, **self.members)
        for name, value in self.headers.items():
            answer[name] = value
        return answer


def problem(status: int, code: str, detail: str, **members: Any) -> JsonResponse:
    """`{type, title, status, code, detail, **members}`. `detail` is a sentence for the person, translated."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **members,
    }
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(body, status=status, content_type="application/problem+json", headers=headers)


def api_view(
    methods: Sequence[str], *, login: bool = True
) -> Callable[
    [Callable[Concatenate[R, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Marks a view of the API: other methods end in 405, without sign-in (unless `login=False`) in 401.

    Answers are not stored by browsers or proxies unless the view says otherwise.
    """

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                _require(request, methods, login)
                response = view(cast(R, request), *args, **kwargs)
            except ApiProblem as refusal:
                response = refusal.response()
            except Http404:
                response = not_found_problem()
            except RequestDataTooBig:
                response = too_large_problem()
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return login_not_required(answer)  # a redirect to the sign-in page would not be an API's answer

    return decorate


def _require(request: HttpRequest, methods: Sequence[str], login: bool) -> None:
    if request.method not in methods:
        detail = _("This address answers %(methods)s only.") % {"methods": ", ".join(methods)}
        raise ApiProblem(405, "method_not_allowed", detail, headers={"Allow": ", ".join(methods)})
    if login and not request.user.is_authenticated:
        raise ApiProblem(401, "not_signed_in", _("You are signed out. Please sign in again."))


def not_found_problem() -> JsonResponse:
    """404: there is no such thing, or not for this person; the two look the same."""
    return problem(404, "not_found", _("This does not exist, or it is not yours to see."))


def too_large_problem() -> JsonResponse:
    """413: more than the server is ready to read."""
    return problem(413, "too_large", _("This is more than can be sent at once."))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404: a problem under /api/, the page templates/404.html elsewhere."""
    if request.path.startswith(API_PREFIX):
        return not_found_problem()
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400, reached before any view: a problem under /api/, a page elsewhere."""
    if not request.path.startswith(API_PREFIX):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return too_large_problem()
    return problem(400, "invalid_request", _("The server could not read this request."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Django's CSRF_FAILURE_VIEW. Signed out comes first: a fresh token would not help that person."""
    if not request.path.startswith(API_PREFIX):
        return csrf_failure_page(request, reason)
    if not request.user.is_authenticated:
        return problem(401, "not_signed_in", _("You are signed out. Please sign in again."))
    return problem(403, "csrf_failed", _("This page is out of date. Please reload it."))
