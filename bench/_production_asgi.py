"""The product as it ships, and beside it, in the same processes, one view of a Django without middleware."""

from typing import Any

from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from dtps.asgi import application as product

PATH = "/bare/"


def bare(request: HttpRequest) -> HttpResponse:
    """Synchronous, as our views are: it runs in a thread like them."""
    return HttpResponse("Nothing but a few words.")


urlpatterns = [path(PATH.strip("/") + "/", bare)]


class Request(ASGIRequest):
    """Finds only the view above."""

    urlconf = __name__


class Handler(ASGIHandler):
    """Django's own."""

    request_class = Request


with override_settings(MIDDLEWARE=[]):
    django = Handler()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Leads to one or the other."""
    chosen: Any = django if scope["type"] == "http" and scope["path"] == PATH else product
    await chosen(scope, receive, send)
