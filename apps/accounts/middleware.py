"""Each person gets pages in their own language and time zone."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import cast

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from apps.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponseBase]
AsyncGetResponse = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@contextmanager
def speaking_to(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> Iterator[None]:
    """Within it, text and times are in the language and zone of `user`; before sign-in, of the browser."""
    if isinstance(user, User) and user.language in dict(settings.LANGUAGES):
        language = user.language
    else:
        language = translation.get_language_from_request(request)
    zone = user.zone if isinstance(user, User) else timezone.get_default_timezone()
    with translation.override(language), timezone.override(zone):
        yield


class PersonalSettings:
    """Activates the person's language and time zone; stands in for LocaleMiddleware.

    Must follow AuthenticationMiddleware. Sets Content-Language unless the view did, and adds Accept-Language
    to Vary where the browser decided.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: GetResponse | AsyncGetResponse) -> None:
        self.get_response = get_response
        self.async_mode = iscoroutinefunction(get_response)
        if self.async_mode:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.async_mode:
            return self.__acall__(request)
        with speaking_to(request, request.user):
            response = cast(GetResponse, self.get_response)(request)
            return self.mark(request, response)

    async def __acall__(self, request: HttpRequest) -> HttpResponseBase:
        # Resolved once, here: a synchronous view that reads request.user finds it without a second query.
        request.user = await request.auser()
        with speaking_to(request, request.user):
            response = await cast(AsyncGetResponse, self.get_response)(request)
            return self.mark(request, response)

    def mark(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Says which language the answer is in and what decided it."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if not request.user.is_authenticated:
            patch_vary_headers(response, ["Accept-Language"])
        return response
