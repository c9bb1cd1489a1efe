"""How often signing in may be tried: by account, so that nobody guesses one password, and by address."""

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from apps.stability.address import client_address, client_bucket

GROUP = "sign-in"


def seconds_to_wait(request: HttpRequest, email: str) -> int:
    """Counts one attempt; answers how long to wait before it may be made, 0 when it may be made now.

    Attempts by address: 20 a minute. Attempts on an account, known here or not: 5 a minute.
    """
    address = client_bucket(client_address(request))
    limits = [
        ("address", address, settings.SIGN_INS_PER_ADDRESS),
        ("account", email, settings.SIGN_INS_PER_ACCOUNT),
    ]
    waits = [_wait(request, name, value, limit) for name, value, limit in limits if value]
    return max(waits, default=0)


def attempts_wait(request: HttpRequest, group: str) -> int:
    """Counts one attempt at something else that has to be guessed or costs much, by address alone.

    Answers as `seconds_to_wait` does; the limit is that of signing in.
    """
    address = client_bucket(client_address(request))
    return _wait(request, "address", address, settings.SIGN_INS_PER_ADDRESS, group) if address else 0


def _wait(request: HttpRequest, name: str, value: str, limit: int, group: str = GROUP) -> int:
    """While the cache does not answer nothing is counted (RATELIMIT_FAIL_OPEN)."""
    usage = get_usage(
        request,
        group=f"{group}-{name}",
        key=lambda group, request: value,
        rate=(limit, 60),
        increment=True,
    )
    return max(1, usage["time_left"]) if usage and usage["should_limit"] else 0
