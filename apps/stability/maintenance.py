"""The switch for maintenance: while it is on, everything answers 503, and what is typed stays on the devices.

The switch is a file in VAR_DIR, so that it works for all processes of the machine at once, is there after a
restart, and needs neither Redis nor the database, which may be what is being looked after.
"""

import math
import os
import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from apps.stability.errors import refuse_early
from apps.stability.middleware import TwoDoors
from apps.stability.problems import ApiProblem

LEAST_WAIT = 30  # seconds; also when it takes longer than was said
LONGEST_WAIT = 60  # for programs: maintenance may end early, and what waits in browsers should not wait on


def switch_on(minutes: int) -> None:
    """From now on, for about so long; until switched off it stays on."""
    path = _switch()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(str(int(time.time()) + minutes * 60), encoding="ascii")
    new.replace(path)


def switch_off() -> None:
    """Back to work."""
    _switch().unlink(missing_ok=True)


def seconds_left() -> int | None:
    """How long it will take, as far as is known; None while there is no maintenance."""
    path = _switch()
    if not os.path.exists(path):  # a tenth of what failing to open it costs, in every request
        return None
    try:
        until = path.read_text(encoding="ascii")
    except FileNotFoundError:  # switched off this moment
        return None
    return max(LEAST_WAIT, int(until) - int(time.time())) if until.isdecimal() else LEAST_WAIT


class MaintenanceMode(TwoDoors):
    """Answers 503 with Retry-After in place of everything behind it while the switch is on."""

    def early(self, request: HttpRequest) -> HttpResponse | None:
        """The answer while the switch is on. Looking at it is one call of the operating system."""
        seconds = seconds_left()
        return None if seconds is None else refuse_early(request, lambda: under_maintenance(seconds))


def under_maintenance(seconds: int) -> ApiProblem:
    """The problem, in words."""
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "DTPS is under maintenance. It will be back in about %(minutes)d minute.",
        "DTPS is under maintenance. It will be back in about %(minutes)d minutes.",
        minutes,
    )
    headers = {"Retry-After": str(min(seconds, LONGEST_WAIT))}
    return ApiProblem(503, "maintenance", words % {"minutes": minutes}, headers=headers)


def _switch() -> Path:
    return Path(settings.VAR_DIR) / "maintenance"
