"""Errors of the API, as RFC 9457 `application/problem+json` with a stable `code`; pages keep getting pages.

An API view is marked `@api_view(...)`, raises ApiProblem, and never ends in a redirect or in HTML.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

API_PREFIX = "/api/"
CONTENT_TYPE = "application/problem+json"

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


class ApiProblem(Exception):
    """Raised anywhere below an `api_view`; becomes that problem's answer.

    `detail` is a sentence for the person, translated. `members` join the body, `headers` the response.
    """

    def __init__(
        self, status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.members = headers or {}, members

    def response(self, request: HttpRequest) -> JsonResponse:
        """The answer to send: `{type, title, status, code, detail, instance, **members}`."""
        body = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "instance": request.path,
            **self.members,
        }
        headers = {"Cache-Control": "no-store", **self.headers}
        return JsonResponse(body, status=self.status, content_type=CONTENT_TYPE, headers=headers)


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
                response = refusal.response(request)
            except Http404:
                response = not_found().response(request)
            except RequestDataTooBig:
                response = too_large().response(request)
            response.headers.setdefault("Cache-Control", "no-store")
            if response.status_code == HTTPStatus.NO_CONTENT:
                del response["Content-Type"]  # Django would call nothing HTML
            return response

        return login_not_required(answer)  # a redirect to the sign-in page would not be an API's answer

    return decorate


def _require(request: HttpRequest, methods: Sequence[str], login: bool) -> None:
    if request.method not in methods:
        raise method_not_allowed(methods)
    if login and not request.user.is_authenticated:
        raise not_signed_in()


def is_api(request: HttpRequest) -> bool:
    """Whether the sender expects problems instead of pages."""
    return request.path.startswith(API_PREFIX)


def method_not_allowed(methods: Sequence[str]) -> ApiProblem:
    """405: the address answers to these only."""
    named = ", ".join(methods)
    detail = _("This address answers %(methods)s only.") % {"methods": named}
    return ApiProblem(405, "method_not_allowed", detail, headers={"Allow": named})


def not_signed_in() -> ApiProblem:
    """401: whoever it is, they have to sign in first."""
    return ApiProblem(401, "not_signed_in", _("You are signed out. Please sign in again."))


def not_allowed() -> ApiProblem:
    """403: for others, but not for this person."""
    return ApiProblem(403, "not_allowed", _("Your role does not include this."))


def not_found() -> ApiProblem:
    """404: there is no such thing, or not for this person; the two look the same."""
    return ApiProblem(404, "not_found", _("This does not exist, or it is not yours to see."))


def too_large() -> ApiProblem:
    """413: more than the server is ready to read."""
    return ApiProblem(413, "too_large", _("This is more than can be sent at once."))
