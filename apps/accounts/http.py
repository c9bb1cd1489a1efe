"""The request of somebody who is signed in."""

from django.http import HttpRequest

from apps.accounts.models import User


class AuthedRequest(HttpRequest):
    """Tells editors and the type checker what `login_required` guarantees."""

    user: User
