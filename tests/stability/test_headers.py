"""What every answer says, whoever gives it: a page, the API, a static file, a refusal, a breakdown."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient, RequestFactory, override_settings
from django.test import Client as Browser
from django.urls import path
from pytest_django import Settings

import dtps.urls
from apps.accounts.models import User
from apps.stability.headers import FixedHeaders
from apps.stability.problems import api_view
from apps.stability.rate_limits import SharedBuckets
from tests.conftest import signed_in


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as planned")


urlpatterns = [
    path("api/broken/", api_view(["GET"], login=False)(break_down)),
    path("broken/", break_down),
    *dtps.urls.urlpatterns,
]
handler404, handler500 = dtps.urls.handler404, dtps.urls.handler500
pytestmark = pytest.mark.urls(__name__)

ANSWERS = {
    "/accounts/sign-in/": 200,
    "/clients/": 302,
    "/nowhere/": 404,
    "/api/foods/": 401,
    "/api/nowhere/": 404,
    "/csp-reports/": 405,
    "/static/css/base.css": 200,
    "/broken/": 302,
    "/api/broken/": 500,
    "/jsi18n/": 200,
}
EVERYWHERE = {
    "X-App-Version": settings.APP_VERSION,
    "Reporting-Endpoints": 'csp="/csp-reports/"',
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.fixture(autouse=True)
def static_files_in_their_place(settings: Settings) -> None:
    """Nothing is collected for tests."""
    settings.WHITENOISE_USE_FINDERS = True


@pytest.mark.parametrize("url", ANSWERS)
def test_every_answer_has_them(url: str, db: None) -> None:
    response = Browser(raise_request_exception=False).get(url)
    assert response.status_code == ANSWERS[url]
    assert EVERYWHERE.items() <= dict(response.items()).items()
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


def test_a_page_that_breaks_down_has_them(owner: User) -> None:
    browser = signed_in(owner)
    browser.raise_request_exception = False
    response = browser.get("/broken/")
    assert response.status_code == 500
    assert EVERYWHERE.items() <= dict(response.items()).items()


@pytest.mark.parametrize("url", ["/accounts/sign-in/", "/api/foods/", "/static/css/base.css"])
def test_they_go_through_the_async_door_as_well(url: str, db: None) -> None:
    response = async_to_sync(AsyncClient().get)(url)
    assert response.status_code == ANSWERS[url]
    assert EVERYWHERE.items() <= dict(response.items()).items()


def test_what_a_view_said_stands() -> None:
    own = {"Content-Security-Policy": "default-src 'none'", "X-App-Version": "mine"}
    middleware: Any = FixedHeaders(lambda request: HttpResponse(headers=own))
    assert own.items() <= dict(middleware(RequestFactory().get("/")).items()).items()


def test_both_doors_do_the_same() -> None:
    async def later(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    sync: Any = FixedHeaders(lambda request: HttpResponse())
    door: Callable[[HttpRequest], Awaitable[HttpResponse]] = FixedHeaders(later)  # type: ignore[assignment]
    request = RequestFactory().get("/")
    assert dict(async_to_sync(door)(request).items()) == dict(sync(request).items())


def test_trusted_types_hold_everywhere_but_in_django_admin(admin_user: User) -> None:
    browser = signed_in(admin_user)
    assert "require-trusted-types-for 'script'" in browser.get("/")["Content-Security-Policy"]
    policy = browser.get("/admin/")["Content-Security-Policy"]
    assert "trusted-types" not in policy
    assert "default-src 'self'" in policy


@override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_SSL_REDIRECT=True)
def test_https_is_asked_for_and_remembered(db: None) -> None:
    redirect = Browser().get("/accounts/sign-in/")
    assert (redirect.status_code, redirect["Location"]) == (301, "https://testserver/accounts/sign-in/")
    assert redirect["X-App-Version"] == settings.APP_VERSION
    assert (
        "max-age=31536000" in Browser().get("/static/css/base.css", secure=True)["Strict-Transport-Security"]
    )


# --- /csp-reports/

PAGE = "http://testserver/clients/6f0c1f0e-0000-4000-8000-000000000000/?q=Asha"
OLD = {"csp-report": {
    "document-uri": PAGE, "effective-directive": "script-src-elem", "blocked-uri": "https://u:p@evil.example/x?y=z",
    "source-file": "http://testserver/static/js/site.js", "line-number": 12,
}}  # fmt: skip
NEW = [{"type": "csp-violation", "url": PAGE, "body": {
    "documentURL": PAGE, "effectiveDirective": "script-src-elem", "blockedURL": "https://u:p@evil.example/x?y=z",
    "sourceFile": "http://testserver/static/js/site.js", "lineNumber": 12, "sample": "Asha has diabetes",
}}]  # fmt: skip
LINE = "script-src-elem, https://evil.example, on /clients/<uuid:pk>/, from /static/js/site.js:12"


@pytest.fixture(autouse=True)
def full_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with its reports uncounted."""
    fresh = SharedBuckets(None)
    monkeypatch.setattr("apps.stability.csp_reports.buckets", lambda: fresh)


def report(content: Any, content_type: str = "application/reports+json", **options: Any) -> Any:
    """The answer to a report that a browser sends: without cookies, without a token."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    browser = Browser(enforce_csrf_checks=True)
    return browser.post("/csp-reports/", body, content_type=content_type, **options)


@pytest.mark.parametrize(
    ("content", "content_type"), [(OLD, "application/csp-report"), (NEW, "application/reports+json")]
)
def test_either_format_becomes_one_line_without_anything_personal(
    content: Any, content_type: str, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    assert report(content, content_type).status_code == 204
    [line] = [record.getMessage() for record in caplog.records if record.name.endswith("csp_reports")]
    assert line == f"Stopped by the Content-Security-Policy: {LINE}"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"documentURL": 5, "effectiveDirective": None, "blockedURL": [], "sourceFile": {}, "lineNumber": "x"},
        {
            "documentURL": "http://[",
            "effectiveDirective": "a\nb",
            "blockedURL": "http://[",
            "sourceFile": "//[",
        },
        {"documentURL": "http://testserver/\n/", "blockedURL": "inline"},
    ],
)
def test_nothing_that_somebody_made_up_gets_into_the_log(
    body: Any, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    assert report([{"type": "csp-violation", "body": body}]).status_code == 204
    [line] = [record.getMessage() for record in caplog.records if record.name.endswith("csp_reports")]
    assert "\n" not in line
    assert "?" in line


def test_other_reports_are_ignored(caplog: pytest.LogCaptureFixture, db: None) -> None:
    assert report([{"type": "deprecation", "body": {}}, 5, {"type": "csp-violation"}]).status_code == 204
    assert [record for record in caplog.records if record.name.endswith("csp_reports")] == []


def test_of_many_reports_ten_are_written_down(caplog: pytest.LogCaptureFixture, db: None) -> None:
    assert report(NEW * 50).status_code == 204
    assert len([record for record in caplog.records if record.name.endswith("csp_reports")]) == 10


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"x" * 40_000, "application/csp-report", 413),
        (b"{", "application/csp-report", 400),
        (b"\xff", "application/csp-report", 400),
        (b"5", "application/csp-report", 400),
        (b"{}", "application/csp-report", 400),
        (b"{}", "application/json", 415),
    ],
)
def test_what_is_no_report(content: bytes, content_type: str, status: int, db: None) -> None:
    assert report(content, content_type).status_code == status


def test_who_sends_very_many_is_refused_and_others_are_not(db: None) -> None:
    statuses = [report(NEW).status_code for _report in range(22)]
    assert statuses[:20] == [204] * 20
    refused = report(NEW)
    assert (refused.status_code, refused["Retry-After"]) == (429, "1")
    assert report(NEW, REMOTE_ADDR="192.0.2.7").status_code == 204
