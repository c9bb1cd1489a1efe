"""How a phone that has given the right code is known again: by a signed cookie for that one address."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from apps.sharing.models import ShareLink

SALT = "apps.sharing.visit"


def cookie_name() -> str:
    """Browsers take `__Secure-` over HTTPS only."""
    return "__Secure-plan" if settings.HTTPS else "plan"


def has_given_code(request: HttpRequest, link: ShareLink) -> bool:
    """Whether this browser was let in before."""
    signed = request.COOKIES.get(cookie_name(), "")
    try:
        return bool(signing.Signer(salt=SALT).unsign(signed) == _of(link))
    except signing.BadSignature:
        return False


def remember_code(response: HttpResponse, link: ShareLink, path: str) -> None:
    """Lets this browser in until the link ends. Taking the link back ends it for every browser."""
    left: timedelta = link.expires_at - timezone.now()
    response.set_cookie(
        cookie_name(),
        signing.Signer(salt=SALT).sign(_of(link)),
        max_age=left,
        path=path,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _of(link: ShareLink) -> str:
    return f"{link.pk}.{link.code_hash[:16]}"
