"""The API answers its errors as problems; pages get pages."""

import json
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.test import Client as Browser
from django.urls import path

import dtps.urls
from apps.accounts.models import User
from apps.stability.json_body import read_json
from apps.stability.problems import ApiProblem, api_view
from dtps.urls import handler400, handler403, handler404, handler500

# Django looks for them in the module of addresses.
__all__ = ["handler400", "handler403", "handler404", "handler500"]

LIMIT = 1024


@api_view(["GET", "POST"])
def echo(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return JsonResponse({"hello": request.user.pk})
    return JsonResponse(read_json(request, LIMIT))


@api_view(["GET"], login=False)
def refuse(request: HttpRequest) -> HttpResponse:
    raise ApiProblem(409, "taken", "That name is taken.", headers={"Retry-After": "3"}, name="Asha")


@api_view(["GET"], login=False)
def lose(request: HttpRequest) -> HttpResponse:
    raise Http404


@api_view(["GET"], login=False)
def keep(request: HttpRequest) -> HttpResponse:
    return JsonResponse({}, headers={"Cache-Control": "private, no-cache"})


urlpatterns = [
    *(path(f"api/{view.__name__}/", view) for view in (echo, refuse, lose, keep)),
    *dtps.urls.urlpatterns,  # error pages link to the real ones
]
pytestmark = pytest.mark.urls(__name__)


def post(browser: Browser, body: bytes | str | dict[str, Any], content_type: str = "application/json") -> Any:
    content = json.dumps(body) if isinstance(body, dict) else body
    return browser.post("/api/echo/", content, content_type=content_type)


def test_a_view_answers(browser_of_owner: Browser, owner: User) -> None:
    response = browser_of_owner.get("/api/echo/")
    assert response.json() == {"hello": str(owner.pk)}
    assert response["Cache-Control"] == "no-store"


def test_a_views_own_caching_is_left_alone(client: Browser) -> None:
    assert client.get("/api/keep/")["Cache-Control"] == "private, no-cache"


def test_a_problem_has_all_members(client: Browser) -> None:
    response = client.get("/api/refuse/")
    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert response["Retry-After"] == "3"
    assert response.json() == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "taken",
        "detail": "That name is taken.",
        "instance": "/api/refuse/",
        "name": "Asha",
    }


def test_signed_out_is_401_and_no_redirect(client: Browser) -> None:
    response = client.get("/api/echo/")
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


def test_a_method_too_many_is_405(browser_of_owner: Browser) -> None:
    response = browser_of_owner.delete("/api/echo/")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response["Allow"] == "GET, POST"


def test_a_missing_record_is_404(client: Browser) -> None:
    response = client.get("/api/lose/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_an_unknown_api_address_is_a_problem(client: Browser) -> None:
    response = client.get("/api/nothing/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.django_db
def test_without_csrf_token(owner: User) -> None:
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(owner)
    response = post(strict, {})
    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


@pytest.mark.django_db
def test_without_csrf_token_and_signed_out(db: None) -> None:
    response = post(Browser(enforce_csrf_checks=True), {})
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


def test_a_huge_form_sent_to_the_api_is_a_problem(browser_of_owner: Browser, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies = browser_of_owner.cookies
    strict.cookies["csrf"] = "c" * 32
    response = post(strict, "a=" + "b" * 100, "application/x-www-form-urlencoded")
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_json_comes_through(browser_of_owner: Browser) -> None:
    body = {"name": "पोहा", "n": [1, 1.5, None, True]}
    assert post(browser_of_owner, body).json() == body


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "line 1 column 2"),
        (" ", "line 1 column 2"),
        ("[]", "has to be a JSON object"),
        ('"text"', "has to be a JSON object"),
        (b'{"a": "\xff"}', "utf-8"),
        ('{"a": NaN}', "NaN is not a JSON value"),
        ('{"a": -Infinity}', "-Infinity is not a JSON value"),
        ('{"a": 1e999}', "the number 1e999 is too large"),
        ('{"a": ' + "9" * 900 + "}", None),
        ('{"a": ' + "9" * 5000 + "}", "too large"),
        ('{"a": 1, "b": 2, "a": 3}', "the key “a” occurs twice"),
        ('{"a": ' + "[" * 41 + "]" * 41 + "}", "nested too deeply"),
    ],
)
def test_what_is_not_strict_json(browser_of_owner: Browser, body: bytes | str, reason: str | None) -> None:
    response = post(browser_of_owner, body)
    if reason is None:  # a whole number of any length is JSON; who keeps it has to ask unstorable()
        assert response.status_code == 200
        return
    status = (413, "too_large") if len(body) > LIMIT else (400, "malformed_json")
    assert (response.status_code, response.json()["code"]) == status
    assert reason in response.json()["detail"]


def test_nesting_that_would_break_the_parser(browser_of_owner: Browser) -> None:
    response = post(browser_of_owner, '{"a": ' + "[" * 500 + "]" * 500 + "}")
    assert response.json()["code"] == "malformed_json"


def test_exactly_as_much_as_allowed(browser_of_owner: Browser) -> None:
    body = '{"a": "' + "b" * (LIMIT - 9) + '"}'
    assert len(body) == LIMIT
    assert post(browser_of_owner, body).status_code == 200


def test_one_byte_more(browser_of_owner: Browser) -> None:
    response = post(browser_of_owner, '{"a": "' + "b" * (LIMIT - 8) + '"}')
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_another_type_than_json(browser_of_owner: Browser) -> None:
    response = post(browser_of_owner, "{}", "text/plain")
    assert (response.status_code, response.json()["code"]) == (415, "not_json")
