"""Nobody gets a page before signing in, and each person gets it in their own language and time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.sessions import is_due, renew
from apps.stability.middleware import TwoDoors
from apps.stability.problems import is_api, not_signed_in

SESSION_ADDRESS = "/api/session/"


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


class PersonalSettings(TwoDoors):
    """Activates the person's language and time zone; stands in for LocaleMiddleware.

    Must follow AuthenticationMiddleware. Sets Content-Language unless the view did, and adds Accept-Language
    to Vary where the browser decided.
    """

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        with speaking_to(request, request.user):
            return super().sync_door(request)

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        # Resolved once, here: a synchronous view that reads request.user finds it without a second query.
        request.user = await request.auser()
        with speaking_to(request, request.user):
            return await super().async_door(request)

    def late(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Says which language the answer is in and what decided it."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if not request.user.is_authenticated:
            patch_vary_headers(response, ["Accept-Language"])
        return response


class SessionKeptAlive(TwoDoors):
    """Lets a session live on while it is used, written at most every five minutes.

    Must follow PersonalSettings, which has found out who asks.
    """

    def sync_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in a thread."""
        if self.is_due(request):
            renew(request)
        return super().sync_door(request)

    async def async_door(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in an event loop."""
        if self.is_due(request):
            await sync_to_async(renew)(request)
        return await super().async_door(request)

    def is_due(self, request: HttpRequest) -> bool:
        """Whether there is a session to be written again. Asking after a session is no use of it."""
        is_question = request.method == "GET" and request.path == SESSION_ADDRESS
        return request.user.is_authenticated and not is_question and is_due(request.session)


class SignInRequired(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page, from every view that is not marked `login_not_required`.

    A form that was sent after the session ended is not repeated: its sender is told so, and after signing in
    is back on the page they sent it from. Its own address may answer to nothing but forms.
    """

    def handle_no_permission(  # type: ignore[override]  # any response will do
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """The way to the sign-in page, with the way back in `next`; for the API 401."""
        if is_api(request):
            return not_signed_in().response(request)
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.warning(
            request, _("You were signed out, so nothing was changed. Please sign in and try again.")
        )
        page = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
            return redirect_to_login(urlsplit(page)._replace(scheme="", netloc="").geturl())
        return redirect(settings.LOGIN_URL)
