"""PersonalSettings by itself, behind both doors: synchronous and asynchronous."""

from asyncio import run
from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone, translation

from apps.accounts.middleware import PersonalSettings
from apps.accounts.models import User


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


async def async_view(request: HttpRequest) -> HttpResponse:
    return view(request)


def answer(user: User | AnonymousUser, *, through: str) -> HttpResponse:
    """What `view` says when `user` asks, by either door."""

    async def auser() -> User | AnonymousUser:
        return user

    request = RequestFactory().get("/", headers={"Accept-Language": "hi"})
    if through == "sync":
        request.user = user
        return cast(HttpResponse, PersonalSettings(view)(request))
    request.auser = auser
    middleware = PersonalSettings(async_view)

    async def ask() -> HttpResponseBase:
        return await middleware.async_door(request)

    return cast(HttpResponse, run(ask()))


@pytest.mark.parametrize("through", ["sync", "async"])
def test_a_person_gets_their_own_settings(through: str) -> None:
    said = answer(User(language="en", time_zone="Asia/Kolkata"), through=through)
    assert said.content == b"en Asia/Kolkata"
    assert (said["Content-Language"], said.has_header("Vary")) == ("en", False)


@pytest.mark.parametrize("through", ["sync", "async"])
def test_a_visitor_gets_the_language_of_the_browser(through: str) -> None:
    said = answer(AnonymousUser(), through=through)
    assert said.content == b"hi UTC"
    assert (said["Content-Language"], said["Vary"]) == ("hi", "Accept-Language")


def test_a_language_that_is_no_longer_offered_falls_back_to_the_browsers() -> None:
    assert answer(User(language="xx", time_zone="UTC"), through="sync").content == b"hi UTC"


def test_the_views_own_header_stays() -> None:
    def french(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": "fr"})

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    said = cast(HttpResponse, PersonalSettings(french)(request))
    assert said["Content-Language"] == "fr"
