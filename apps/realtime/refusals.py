"""Answers to those who get no stream: problems like those of every other address under /api/."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.middleware import speaking_to
from apps.accounts.models import User
from apps.stability.problems import ApiProblem


class Refused(Exception):
    """No connection. `problem()` is called when the language of the person is active."""

    def __init__(self, problem: Callable[[], ApiProblem], user: User | None = None) -> None:
        super().__init__()
        self.problem, self.user = problem, user

    def response(self, request: HttpRequest) -> HttpResponse:
        """The problem, in the language of the person."""
        with speaking_to(request, self.user or AnonymousUser()):
            return self.problem().response(request)


def too_many_streams() -> ApiProblem:
    """429: this person has as many open as they may have."""
    detail = _("You have too many windows open at once. Please close some of them.")
    headers = {"Retry-After": str(settings.REALTIME_PING_SECONDS)}
    return ApiProblem(429, "too_many_streams", detail, headers=headers)


def too_many_attempts(seconds: int) -> ApiProblem:
    """429: this person tried too often within a minute."""
    detail = _("Too many requests. Please try again in %(seconds)d seconds.") % {"seconds": seconds}
    return ApiProblem(429, "too_many_attempts", detail, headers={"Retry-After": str(seconds)})


def not_available() -> ApiProblem:
    """503: the database does not answer."""
    detail = _("The server cannot do this just now. Please try again in a moment.")
    return ApiProblem(503, "not_available", detail, headers={"Retry-After": "5"})
