"""Every fault becomes an answer: problems for the API, pages for people, each with its true status."""

import json
import logging
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
    UnreadablePostError,
)
from django.test import AsyncClient
from django.test import Client as Browser
from django.urls import path
from django.views.decorators.http import require_POST
from pymongo.errors import AutoReconnect, ExecutionTimeout, OperationFailure, ServerSelectionTimeoutError

import dtps.urls
from apps.accounts.models import User
from apps.stability.logs import JsonLines
from apps.stability.problems import ApiProblem, api_view
from dtps.db.outages import is_outage
from dtps.urls import handler400, handler403, handler404, handler500

# Django looks for them in the module of addresses.
__all__ = ["handler400", "handler403", "handler404", "handler500"]


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = code
    return error


AWAY = caused(DatabaseError(), ServerSelectionTimeoutError("mongo.test:27017: refused"))
LOCKED = caused(OperationalError("database is locked"), sqlite_error(sqlite3.SQLITE_BUSY))

# What is raised in a view: what is answered.
FAULTS: dict[str, tuple[Exception, int, str]] = {
    "problem": (ApiProblem(409, "taken", "That name is taken."), 409, "taken"),
    "missing": (Http404(), 404, "not_found"),
    "forbidden": (PermissionDenied(), 403, "not_allowed"),
    "suspicious": (SuspiciousOperation("x"), 400, "invalid_request"),
    "host": (DisallowedHost("x"), 400, "invalid_request"),
    "bad": (BadRequest("x"), 400, "invalid_request"),
    "bytes": (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), 400, "invalid_request"),
    "half": (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 400, "invalid_request"),
    "unreadable": (UnreadablePostError("gone"), 400, "invalid_request"),
    "big": (RequestDataTooBig(), 413, "too_large"),
    "fields": (TooManyFieldsSent(), 413, "too_large"),
    "away": (AWAY, 503, "database_unavailable"),
    "locked": (LOCKED, 503, "database_unavailable"),
    "raw": (AutoReconnect("closed"), 503, "database_unavailable"),
    "taken": (IntegrityError("UNIQUE"), 500, "server_error"),
    "bug": (ZeroDivisionError("Asha has 0 plans"), 500, "server_error"),
}
BARE = [400, 401, 403, 404, 405, 409, 413, 415, 418, 429, 500, 503]


def raise_it(request: HttpRequest, name: str) -> HttpResponse:
    raise FAULTS[name][0]


async def raise_it_async(request: HttpRequest, name: str) -> HttpResponse:
    raise FAULTS[name][0]


def say_nothing(request: HttpRequest, status: int) -> HttpResponse:
    return HttpResponse(status=status, headers={"Retry-After": "7", "X-Own": "kept"})


def only_get(request: HttpRequest) -> HttpResponse:
    return HttpResponseNotAllowed(["GET"])


def html(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>No</h1>", status=404)


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(["part"], status=400)


VIEWS: list[tuple[str, Callable[..., Any]]] = [
    ("raise/<str:name>/", raise_it),
    ("raise-api/<str:name>/", api_view(["GET"], login=False)(raise_it)),
    ("raise-async/<str:name>/", raise_it_async),
    ("bare/<int:status>/", say_nothing),
    ("only-get/", only_get),
    ("only-post/", require_POST(html)),
    ("html/", html),
    ("stream/", stream),
]
urlpatterns = [
    *(path(f"{prefix}open/{route}", view) for prefix in ("", "api/") for route, view in VIEWS),
    *dtps.urls.urlpatterns,
]
# How an error is told does not depend on the database in which people are looked up.
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db, pytest.mark.only_sqlite]


@pytest.fixture
def visitor(browser_of_owner: Browser) -> Browser:
    """Somebody who is signed in, and whose browser gets a 500 as everybody's does."""
    browser_of_owner.raise_request_exception = False
    return browser_of_owner


@pytest.mark.parametrize("door", ["raise", "raise-api", "raise-async"])
@pytest.mark.parametrize("name", FAULTS)
def test_the_api_answers_in_problems(visitor: Browser, name: str, door: str) -> None:
    _error, status, code = FAULTS[name]
    answer = visitor.get(f"/api/open/{door}/{name}/?q=secret", headers={"X-Request-ID": "r-1"})
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (body["status"], body["code"], body["type"]) == (status, code, "about:blank")
    assert body["instance"] == f"/api/open/{door}/{name}/"
    assert body["title"]
    assert body["detail"]
    assert body.get("requestId") == ("r-1" if status == 500 else None)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("door", ["raise", "raise-async"])
@pytest.mark.parametrize("name", FAULTS)
def test_people_get_pages(visitor: Browser, name: str, door: str) -> None:
    """What happened, what to do next, and the number to name."""
    _error, status, _code = FAULTS[name]
    answer = visitor.get(f"/open/{door}/{name}/", headers={"X-Request-ID": "r-2"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert page.count("<h1>") == 1
    assert 'href="/"' in page
    assert "r-2" in page
    assert "no-store" in answer["Cache-Control"]
    assert "Asha" not in page


def test_a_page_for_a_bare_status_may_ask_the_database_in_async_mode_too(owner: User) -> None:
    """It has the number of unread notifications, like every page."""
    browser = AsyncClient(raise_request_exception=False)
    browser.force_login(owner)
    answer = async_to_sync(browser.options)("/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "This cannot be done here" in answer.content.decode()


@pytest.mark.parametrize("name", ["bug", "away", "bytes"])
def test_in_async_mode_as_well(owner: User, name: str) -> None:
    browser = AsyncClient(raise_request_exception=False)
    browser.force_login(owner)
    answer = async_to_sync(browser.get)(f"/api/open/raise-async/{name}/")
    assert (answer.status_code, answer.json()["code"]) == FAULTS[name][1:]


def test_a_view_of_the_api_that_was_not_marked_sends_nobody_to_the_sign_in_page(client: Browser) -> None:
    answer = client.get("/api/open/raise/bug/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(
    "address", ["/open/raise/away/", "/api/open/raise/away/", "/api/open/raise-api/away/"]
)
def test_an_outage_says_when_to_come_back_and_who_is_missing(
    visitor: Browser, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert visitor.get(address)["Retry-After"] == "5"
    (line,) = [record for record in caplog.records if record.name == "apps.stability.errors"]
    assert line.getMessage() == "The database does not answer: mongo.test:27017: refused"


def test_an_outage_before_the_view_is_one_too(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_away(request: HttpRequest) -> None:
        raise AWAY

    monkeypatch.setattr("django.contrib.auth.middleware.get_user", is_away)
    for address in ("/clients/", "/api/drafts/"):
        answer = visitor.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["code"] == "database_unavailable"


@pytest.mark.parametrize("status", BARE)
def test_a_bare_status_is_explained(visitor: Browser, status: int) -> None:
    problem, page = visitor.get(f"/api/open/bare/{status}/"), visitor.get(f"/open/bare/{status}/")
    assert (problem.status_code, problem.json()["status"]) == (status, status)
    assert page.status_code == status
    assert page.content.decode().count("<h1>") == 1
    assert {problem["X-Own"], page["X-Own"]} == {"kept"}
    assert {problem["Retry-After"], page["Retry-After"]} == {"7"}


def test_a_method_that_is_not_allowed(visitor: Browser) -> None:
    page, problem = visitor.get("/open/only-post/"), visitor.get("/api/open/only-get/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "This cannot be done here" in page.content.decode()
    assert (problem.status_code, problem["Allow"]) == (405, "GET")
    assert problem.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "TRACE"])
def test_the_api_answers_to_its_own_methods_only(visitor: Browser, method: str) -> None:
    answer = visitor.generic(method, "/api/foods/?q=dal")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")


def test_the_api_never_speaks_html(visitor: Browser) -> None:
    answer = visitor.get("/api/open/html/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert visitor.get("/open/html/").content == b"<h1>No</h1>"


def test_streams_are_left_alone(visitor: Browser) -> None:
    assert b"".join(visitor.get("/api/open/stream/")) == b"part"


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_the_api_never_redirects(visitor: Browser, method: str) -> None:
    answer = getattr(visitor, method)("/api/drafts")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert visitor.get("/clients")["Location"] == "/clients/"


@pytest.mark.parametrize("address", ["/clients/", "/api/drafts/"])
def test_a_host_that_is_not_ours(client: Browser, address: str) -> None:
    answer = client.get(address, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil" not in answer.content


@pytest.mark.parametrize(
    "path", ["/clients/%ff/", "/api/%ff/", "/api/drafts/?type=%ff&id=%00", "/%00", "/clients/?q=%ff"]
)
def test_odd_bytes_in_an_address(visitor: Browser, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code in (200, 400, 404)
    assert path.startswith("/api/") == (answer["Content-Type"] == "application/problem+json")


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 300,
        "application/x-www-form-urlencoded; charset=rot13",
        "multipart/form-data; boundary=x; charset=rot13",
        "application/json; charset=utf-16",
        "\x00",
    ],
)
@pytest.mark.parametrize("address", ["/accounts/profile/", "/api/drafts/"])
def test_bodies_that_are_not_what_they_say(owner: User, address: str, content_type: str) -> None:
    strict = Browser(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(owner)
    strict.cookies["csrf"] = "c" * 32
    answer = strict.generic("POST", address, b"--x\r\n\xff", content_type=content_type)
    assert answer.status_code in (400, 403, 415, 422)


def test_too_many_fields(visitor: Browser) -> None:
    answer = visitor.post("/accounts/profile/", {f"f{number}": "" for number in range(2001)})
    assert answer.status_code == 413
    assert "This is too large" in answer.content.decode()


def test_what_is_an_outage() -> None:
    assert is_outage(AWAY)
    assert is_outage(LOCKED)
    assert is_outage(ServerSelectionTimeoutError())
    assert is_outage(caused(DatabaseError(), ExecutionTimeout("too long", code=50)))
    assert is_outage(OperationalError("server closed the connection"))


def test_what_is_no_outage() -> None:
    assert not is_outage(IntegrityError())
    assert not is_outage(DatabaseError())
    assert not is_outage(caused(DatabaseError(), OperationFailure("unknown operator")))
    assert not is_outage(caused(OperationalError("no such table"), sqlite_error(sqlite3.SQLITE_ERROR)))
    assert not is_outage(ValueError())


def test_a_fault_of_ours_is_logged_with_its_number(
    visitor: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.get("/open/raise/bug/", headers={"X-Request-ID": "r-3"})
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    line = json.loads(JsonLines().format(record))
    assert (line["requestId"], line["route"]) == ("r-3", "/open/raise/<str:name>/")
    assert line["exceptions"][0]["type"] == "builtins.ZeroDivisionError"
    assert "Asha" not in json.dumps(line)
