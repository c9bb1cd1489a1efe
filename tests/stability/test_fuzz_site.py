"""Any request to any address as anybody: never a fault of the server; from the API no redirect and no HTML.

FUZZ_EXAMPLES=20000 tries more; the suite takes some seconds for it. Most of what is tried is refused before a
database is asked, so there is less of it on MongoDB.
"""

import os
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.db import connection
from django.test import Client as Browser
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from pytest_django import Settings

from apps.accounts.models import User
from dtps.asgi import application
from tests.conftest import signed_in
from tests.stability.requests import Ask, asks, faults, wire_path
from tests.test_access import DOORS, admin_urls
from tests.world import World

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "400" if connection.vendor == "sqlite" else "100"))
ENDS_SESSIONS = ("sign-out", "logout", "sessions", "password", "delete")
quick = effort(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))


class Cast:
    """A browser for each role, signed in anew whenever it is not any more."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.browsers: dict[str, Browser] = {"visitor": Browser()}

    def browser(self, role: str) -> Browser:
        """The browser of that role."""
        if role not in self.browsers:
            self.browsers[role] = signed_in(self.people[role])
        return self.browsers[role]

    def after(self, ask: Ask) -> None:
        """Forgets browsers whose session the request may have ended."""
        if any(word in ask.path for word in ENDS_SESSIONS):
            self.browsers = {"visitor": Browser()}


@pytest.fixture
def doors(world: World, settings: Settings) -> list[str]:
    """Every address of the site, with the keys of records that exist."""
    settings.WHITENOISE_USE_FINDERS = True
    known = world | {"new": str(uuid4())}
    ours = [door.url.split("?")[0].format_map(known) for doors in DOORS.values() for door in doors]
    return [*dict.fromkeys(ours), *admin_urls(), "/static/css/base.css", "/static/js/site.js"]


def check_all(doors: list[str], send: Callable[[Ask], tuple[int, dict[str, str], bytes]]) -> None:
    """Tries EXAMPLES requests."""

    @quick
    @given(ask=asks(doors))
    def check(ask: Ask) -> None:
        assert faults(ask, *send(ask)) == []

    check()


def test_the_sync_door(doors: list[str], people: dict[str, User]) -> None:
    cast = Cast(people)

    def send(ask: Ask) -> tuple[int, dict[str, str], bytes]:
        extra: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": text for name, text in ask.headers.items()
        }
        if "Content-Length" in ask.headers:
            extra["CONTENT_LENGTH"] = extra.pop("HTTP_CONTENT_LENGTH")
        browser = cast.browser(ask.role)
        browser.cookies.pop("messages", None)
        response: Any = browser.generic(
            ask.method, wire_path(ask.path), ask.body, ask.content_type,
            QUERY_STRING=ask.query.decode("latin-1"), **extra,
        )  # fmt: skip
        content = b"" if response.streaming else response.content
        cast.after(ask)
        return response.status_code, dict(response.items()), content

    check_all(doors, send)


def test_the_async_door(doors: list[str], people: dict[str, User]) -> None:
    """As bytes off the wire, which no client library has put right."""
    cast = Cast(people)

    async def talk(scope: dict[str, Any], body: bytes) -> tuple[int, dict[str, str], bytes]:
        talking = ApplicationCommunicator(application, scope)
        await talking.send_input({"type": "http.request", "body": body})
        start = await talking.receive_output(10)
        content, more = b"", True
        while more:
            part = await talking.receive_output(10)
            content, more = content + part.get("body", b""), part.get("more_body", False)
        await talking.wait(10)
        headers = {name.decode("latin-1").title(): text.decode("latin-1") for name, text in start["headers"]}
        return start["status"], headers, content

    def send(ask: Ask) -> tuple[int, dict[str, str], bytes]:
        cookies = "; ".join(f"{name}={one.value}" for name, one in cast.browser(ask.role).cookies.items())
        lines = {"Host": "testserver", "Cookie": cookies, "Content-Type": ask.content_type, **ask.headers}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": ask.method,
            "path": ask.path.encode("utf-8", "replace").decode(),
            "query_string": ask.query,
            "headers": [
                (name.lower().encode(), text.encode("latin-1", "replace")) for name, text in lines.items()
            ],
            "client": ("127.0.0.1", 1234),
            "server": ("127.0.0.1", 80),
        }
        answer = async_to_sync(talk)(scope, ask.body)
        cast.after(ask)
        return answer

    check_all(doors, send)


def test_the_fuzz_would_notice() -> None:
    ask = Ask("visitor", "GET", "/api/foods/")
    assert faults(ask, 500, {"Content-Type": "text/html"}, b"<html>") != []
    assert faults(ask, 302, {}, b"") == ["a redirect"]
    assert faults(ask, 400, {"Content-Type": "application/json"}, b"{}") == ["an error without a code"]
    assert faults(ask, 200, {"Content-Type": "application/json"}, b"{}") == []
    assert faults(Ask("visitor", "GET", "/"), 302, {}, b"") == []
