"""The request of somebody who is signed in."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.stability.problems import ApiProblem


class AuthedRequest(HttpRequest):
    """Tells editors and the type checker what `login_required` guarantees."""

    user: User


def require_the_same_person(request: AuthedRequest) -> None:
    """A page goes on sending and asking for its person, even when somebody else has signed in meanwhile.

    So it names its person in X-User. Clients that have no such trouble leave the header away.
    """
    if request.headers.get("X-User", str(request.user.pk)) != str(request.user.pk):
        detail = _("Somebody else is signed in to this browser now. Sign in again to go on.")
        raise ApiProblem(403, "other_user", detail)
