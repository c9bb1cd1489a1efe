"""/api/session/: whether the session lives, that it lives on, and signing in again in place.

docs/sessions.md describes it for other clients.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.accounts.forms import SignInForm
from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.accounts.sessions import ends_at, lifetime
from apps.stability.json_body import read_json
from apps.stability.problems import ApiProblem, api_view, not_signed_in

MOST_BYTES = 8 * 1024


@api_view(["GET"], login=False)
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and until when; asking prolongs nothing. Whoever lost their CSRF token gets one."""
    get_token(request)
    if not isinstance(request.user, User):
        raise not_signed_in()
    return JsonResponse(_about(request, request.user))


@api_view(["POST"])
def ping(request: AuthedRequest) -> HttpResponse:
    """The person is still there. apps.accounts.middleware has prolonged the session on the way here."""
    return JsonResponse(_time(request))


@api_view(["POST"], login=False)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs the person of a page in again, and nobody else: the page shows what is theirs."""
    email, password, expected = _credentials(request)
    form = SignInForm(request, {"email": email, "password": password})
    user = _authenticated(form)
    if user.pk != expected:
        detail = _("This page belongs to somebody else. Please use the sign-in page.")
        raise ApiProblem(403, "other_user", detail)
    login(request, user)
    return JsonResponse(_about(request, user))


@sensitive_variables("body", "password")
def _credentials(request: HttpRequest) -> tuple[str, str, UUID]:
    body = read_json(request, MOST_BYTES)
    email, password = (_text(body, name) for name in ("email", "password"))
    try:
        return email, password, UUID(_text(body, "user"))
    except ValueError:
        raise _invalid("user", _("This is not a UUID.")) from None


def _text(body: dict[str, Any], member: str) -> str:
    if not isinstance(value := body.get(member), str):
        raise _invalid(member, _("This has to be a text."))
    return value


def _authenticated(form: SignInForm) -> User:
    if form.is_valid() and form.user:
        return form.user
    if form.wait:
        detail = " ".join(map(str, form.non_field_errors()))
        raise ApiProblem(429, "rate_limited", detail, headers={"Retry-After": str(form.wait)})
    raise ApiProblem(401, "invalid_login", _("This password is not right. Please try again."))


def _about(request: HttpRequest, user: User) -> dict[str, Any]:
    person = {"id": str(user.pk), "name": str(user), "email": user.email}
    return {"user": person, **_time(request), "idleSeconds": int(lifetime().total_seconds())}


def _time(request: HttpRequest) -> dict[str, Any]:
    """`secondsLeft` beside the moment: the clock of a device may be wrong."""
    end = ends_at(request.session)
    left = int((end - timezone.now()).total_seconds())
    return {"expiresAt": end.isoformat().replace("+00:00", "Z"), "secondsLeft": left}


def _invalid(member: str, message: str) -> ApiProblem:
    detail = _("The request is not right: %(member)s. %(message)s") % {"member": member, "message": message}
    return ApiProblem(400, "invalid_request", detail, errors={member: message})
