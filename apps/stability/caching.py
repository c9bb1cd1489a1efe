"""What browsers may keep. Nothing, unless a view says that its answer names nobody and is read over and over.

docs/decisions.md says which ETag is strong, which is weak, and why a page with a client's name is never kept.
"""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response

from apps.stability.middleware import TwoDoors

NOT_KEPT = "private, no-store"
ASKED_AGAIN = "private, no-cache"
MASKED_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)
View = Callable[Concatenate[R, P], AnyResponse]


def asked_again(view: View[R, P, AnyResponse]) -> View[R, P, AnyResponse]:
    """Lets the browser of one person keep the answer and ask each time whether it is still right (304).

    For what holds nobody's health, since Back may show it. A page that has just told something once
    ("Saved.") is not kept.
    """

    @wraps(view)
    def answer(request: R, /, *args: P.args, **kwargs: P.kwargs) -> AnyResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not getattr(get_messages(request), "used", False):
            response.headers.setdefault("Cache-Control", ASKED_AGAIN)
        return response

    return answer


class CachingHeaders(TwoDoors):
    """Fills in what a view left open about keeping its answer, and overwrites nothing.

    An answer that may be kept and asked about gets an ETag, and 304 when the browser has it. Comes within
    GZipMiddleware, whose output differs each time, and around whatever sets cookies.
    """

    def late(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with its headers, or 304 in its place."""
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        if not may_be_asked_about(request, response):
            return response
        page = cast(HttpResponse, response)
        page.headers["ETag"] = etag = etag_of(request, page)
        return cast(HttpResponse, get_conditional_response(request, etag=etag, response=page))


def may_be_asked_about(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the browser will keep the answer and ask about it; a view's own ETag is the view's affair."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.streaming
        and "ETag" not in response.headers
        and response.headers["Cache-Control"] == ASKED_AGAIN
    )


def etag_of(request: HttpRequest, response: HttpResponse) -> str:
    """The validator of an answer.

    Strong where the same bytes go out each time. A form's CSRF token is masked anew each time and opens the
    same door as long as the secret in the cookie is the same: a page with one is told by the rest of it and
    by that secret.
    """
    content, masked = MASKED_TOKEN.subn(b"", response.content)
    digest = blake2b(content, digest_size=16)
    if masked:
        digest.update(request.META.get("CSRF_COOKIE", "").encode())
    is_weak = masked or re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return f'{"W/" if is_weak else ""}"{digest.hexdigest()}"'
