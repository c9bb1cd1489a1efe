"""What browsers may keep, and when they are told that what they have is still right."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync, iscoroutinefunction
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import Client as Browser
from django.test import RequestFactory

from apps.accounts.models import User
from apps.diet_templates.models import DietTemplate
from apps.foods.services import load_starter_foods
from apps.stability.caching import CachingHeaders, asked_again
from tests.conftest import signed_in
from tests.world import World

TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
Answer = Callable[[HttpRequest], Any]
Pass = Callable[[HttpRequest, Answer], HttpResponse]


def through_the_sync_door(request: HttpRequest, view: Answer) -> HttpResponse:
    answer: Any = CachingHeaders(view)(request)
    return answer  # type: ignore[no-any-return]


def through_the_async_door(request: HttpRequest, view: Answer) -> HttpResponse:
    async def later(request: HttpRequest) -> HttpResponse:
        answer: HttpResponse = view(request)
        return answer

    middleware = CachingHeaders(later)
    assert iscoroutinefunction(middleware)
    answer: Callable[[HttpRequest], Awaitable[Any]] = middleware
    response: HttpResponse = async_to_sync(answer)(request)
    return response


@pytest.fixture(params=[through_the_sync_door, through_the_async_door])
def answered(request: pytest.FixtureRequest) -> Pass:
    """`answered(request, view)`: what the view's answer has become."""
    door: Pass = request.param
    return door


def page(secret: str, mask: str, text: str = "Lunch") -> tuple[HttpRequest, Answer]:
    """A request of a browser with that CSRF secret, and a page with a form whose token is masked that way."""
    request = RequestFactory().get("/", META={})
    request.META["CSRF_COOKIE"] = secret

    @asked_again
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{text}<form>{TOKEN.format(mask * 64)}</form>")

    return request, view


def test_what_says_nothing_is_not_kept(answered: Pass, rf: RequestFactory) -> None:
    response = answered(rf.get("/"), lambda request: HttpResponse("Asha Rao"))
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def test_a_views_own_header_is_left_alone(answered: Pass, rf: RequestFactory) -> None:
    headers = {"Cache-Control": "public, max-age=60", "ETag": '"mine"'}
    response = answered(rf.get("/"), asked_again(lambda request: HttpResponse("", headers=headers)))
    assert headers.items() <= dict(response.items()).items()


def test_the_same_bytes_have_a_strong_etag_and_are_sent_once(answered: Pass, rf: RequestFactory) -> None:
    view = asked_again(lambda request: JsonResponse({"results": []}))
    first = answered(rf.get("/"), view)
    assert first["Cache-Control"] == "private, no-cache"
    assert first["ETag"].startswith('"')
    second = answered(rf.get("/", headers={"If-None-Match": first["ETag"]}), view)
    assert (second.status_code, second.content) == (304, b"")
    assert (second["ETag"], second["Cache-Control"]) == (first["ETag"], first["Cache-Control"])


def test_other_bytes_are_sent(answered: Pass, rf: RequestFactory) -> None:
    first = answered(rf.get("/"), asked_again(lambda request: HttpResponse("Lunch")))
    request = rf.get("/", headers={"If-None-Match": first["ETag"]})
    assert answered(request, asked_again(lambda request: HttpResponse("Dinner"))).status_code == 200


def test_an_etag_of_what_will_be_compressed_is_weak(answered: Pass, rf: RequestFactory) -> None:
    """gzip puts in bytes that differ each time; If-None-Match compares weakly."""
    view = asked_again(lambda request: HttpResponse("Lunch"))
    first = answered(rf.get("/", headers={"Accept-Encoding": "gzip, br"}), view)
    assert first["ETag"].startswith('W/"')
    again = {"Accept-Encoding": "gzip, br", "If-None-Match": first["ETag"]}
    second = answered(rf.get("/", headers=again), view)
    assert (second.status_code, second["ETag"]) == (304, first["ETag"])


def test_another_mask_over_the_same_token_is_the_same_page(answered: Pass) -> None:
    first = answered(*page("s" * 32, "a"))
    assert first["ETag"].startswith('W/"')
    request, view = page("s" * 32, "b")
    request.META["HTTP_IF_NONE_MATCH"] = first["ETag"]
    assert answered(request, view).status_code == 304


@pytest.mark.parametrize(("secret", "text"), [("t" * 32, "Lunch"), ("s" * 32, "Dinner")])
def test_another_token_or_another_text_is_another_page(answered: Pass, secret: str, text: str) -> None:
    """A token of an old secret would have every form on the kept page refused."""
    first = answered(*page("s" * 32, "a"))
    request, view = page(secret, "a", text)
    request.META["HTTP_IF_NONE_MATCH"] = first["ETag"]
    assert answered(request, view).status_code == 200


def test_a_304_brings_its_cookies(answered: Pass, rf: RequestFactory) -> None:
    @asked_again
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("Lunch")
        response.set_cookie("csrf", "renewed")
        return response

    etag = answered(rf.get("/"), view)["ETag"]
    response = answered(rf.get("/", headers={"If-None-Match": etag}), view)
    assert (response.status_code, response.cookies["csrf"].value) == (304, "renewed")


def test_errors_streams_and_what_changes_something_have_no_etag(answered: Pass, rf: RequestFactory) -> None:
    cases: list[tuple[HttpRequest, Answer]] = [
        (rf.get("/"), lambda request: HttpResponse(status=404)),
        (rf.post("/"), lambda request: HttpResponse("done")),
        (rf.get("/"), lambda request: StreamingHttpResponse(iter([b"a"]))),
    ]
    for request, view in cases:
        assert "ETag" not in answered(request, asked_again(view))


def test_errors_are_not_kept(answered: Pass, rf: RequestFactory) -> None:
    response = answered(rf.get("/"), asked_again(lambda request: HttpResponse(status=404)))
    assert response["Cache-Control"] == "private, no-store"


# --- The site


KEPT = ["/diet-templates/", "/meal-plan-templates/", "/diet-templates/{private diet template}/"]
WITH_CLIENTS = ["/", "/clients/", "/clients/{client}/", "/meal-plans/", "/meal-plans/{plan}/"]
NOT_KEPT_EITHER = ["/accounts/profile/", "/diet-templates/{private diet template}/edit/", "/nowhere/"]


@pytest.mark.parametrize("url", KEPT)
def test_pages_without_clients_are_asked_about(url: str, world: World, owner: User) -> None:
    """Twice the same page, each with a token masked anew: the second time it need not travel."""
    browser = signed_in(owner)
    browser.get("/")  # the first page gives the browser its CSRF cookie
    first = browser.get(url.format_map(world))
    assert first["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Encoding"} <= set(first["Vary"].split(", "))
    second = browser.get(url.format_map(world), headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


@pytest.mark.parametrize("url", [*WITH_CLIENTS, *NOT_KEPT_EITHER])
def test_pages_with_clients_and_forms_are_never_kept(url: str, world: World, owner: User) -> None:
    response = signed_in(owner).get(url.format_map(world))
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_the_sign_in_page_is_never_kept(db: None) -> None:
    response = Browser().get("/accounts/sign-in/")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= set(response["Vary"].split(", "))


def test_somebody_else_is_never_told_to_use_what_is_kept(world: World, owner: User, colleague: User) -> None:
    url = f"/diet-templates/{world['shared diet template']}/"
    etag = signed_in(owner).get(url)["ETag"]
    assert signed_in(colleague).get(url, headers={"If-None-Match": etag}).status_code == 200


def test_after_signing_in_again_the_kept_page_is_not_used(world: World, owner: User) -> None:
    """Its forms hold a token of before, which the server would refuse."""
    browser = signed_in(owner)
    browser.get("/")
    etag = browser.get("/diet-templates/")["ETag"]
    browser.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
    assert browser.get("/diet-templates/", headers={"If-None-Match": etag}).status_code == 200


def test_a_page_that_tells_something_once_is_not_kept(world: World, owner: User) -> None:
    browser = signed_in(owner)
    url = f"/diet-templates/{world['private diet template']}/"
    etag = browser.get(url)["ETag"]
    browser.post(f"{url}archive/")
    told = browser.get(url, headers={"If-None-Match": etag})
    assert list(get_messages(told.wsgi_request))
    assert (told.status_code, told["Cache-Control"]) == (200, "private, no-store")


def test_a_kept_page_offers_a_new_copy_each_time_one_was_made(world: World, owner: User) -> None:
    browser = signed_in(owner)
    url = f"/diet-templates/{world['private diet template']}/"
    for _copy in range(2):
        browser.get("/")  # shows what there is to tell
        page = browser.get(url)
        key = str(page.context["copy_key"])
        assert str(browser.get(url).context["copy_key"]) == key
        browser.post(f"{url}copy/", {"key": key})
        assert DietTemplate.objects.filter(pk=key).exists()
        assert browser.get(url, headers={"If-None-Match": page["ETag"]}).status_code == 200
    assert DietTemplate.objects.filter(name__contains="copy").count() == 2


def test_food_search_is_asked_about(owner: User) -> None:
    load_starter_foods()
    browser = signed_in(owner)
    first = browser.get("/api/foods/?q=dal")
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "private, no-cache"
    again = {"If-None-Match": first["ETag"]}
    assert browser.get("/api/foods/?q=dal", headers=again).status_code == 304
    assert browser.get("/api/foods/?q=rice", headers=again).status_code == 200


def test_the_rest_of_the_api_is_never_kept(world: World, owner: User) -> None:
    browser = signed_in(owner)
    for url in (f"/api/drafts/?type=client&id={world['client']}", "/api/session/", "/api/nowhere/"):
        assert "no-store" in browser.get(url)["Cache-Control"]


def test_django_admin_keeps_its_own_headers(admin_user: User) -> None:
    assert "no-store" in signed_in(admin_user).get("/admin/")["Cache-Control"]
