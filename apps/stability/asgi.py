"""Django's ASGI entry, for every request that can come over the wire."""

import re
from typing import IO, Any

import django
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.http.response import HttpResponseBase

from apps.stability.address import is_believed

NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Request(ASGIRequest):
    """Reads a query string of any bytes: those that had to be escaped are taken as if they were.

    Django would refuse such a request before any middleware has seen it, with HTML from the API as well. And
    that a request came by HTTPS is believed of trusted proxies only (SECURE_PROXY_SSL_HEADER).
    """

    def __init__(self, scope: dict[str, Any], body_file: IO[bytes]) -> None:
        query: bytes = scope.get("query_string", b"")
        escaped = NOT_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], query)
        super().__init__({**scope, "query_string": escaped}, body_file)
        if not is_believed(self):
            self.META.pop("HTTP_X_FORWARDED_PROTO", None)


class Handler(ASGIHandler):
    """Django's own with our Request."""

    request_class = Request


def start_of(response: HttpResponseBase) -> dict[str, Any]:
    """The message that begins `response`, for applications that speak ASGI themselves."""
    headers = [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in response.items()]
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


def get_application() -> Handler:
    """Stands in for `django.core.asgi.get_asgi_application`."""
    django.setup(set_prefix=False)
    return Handler()
