"""Signs people in and tells them things, in a process of its own with the settings of the practice.

python -m bench.faults.people      a line of JSON in, a line of JSON out: `sign_in`, `announce`
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import _pushing  # sets Django up

# isort: split
from django.db import DatabaseError

from apps.accounts.models import User
from apps.notifications.models import Kind
from apps.notifications.services import notify
from bench.faults.streams import TITLE

PATIENCE = 120.0  # seconds for a database to come back


def sign_in(count: int) -> dict[str, Any]:
    """That many new dietitians: the id and the cookie of each."""
    cookies = _pushing.sign_in(count)["cookies"]
    keys = dict(User.objects.filter(email__endswith="@example.com").values_list("email", "pk"))
    people = [
        {"id": str(keys[f"{number}@example.com"]), "cookie": cookie} for number, cookie in enumerate(cookies)
    ]
    return {"people": people}


def announce(numbers: list[int], every: float) -> dict[str, Any]:
    """One announcement to everybody for each number, some seconds apart; answers when all are written."""
    for number in numbers:
        time.sleep(every)
        _announce(number)
    return {}


def _announce(number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            everybody = User.objects.filter(email__endswith="@example.com")
            notify(recipients=everybody, kind=Kind.ANNOUNCEMENT, title=f"{TITLE} {number}")
        except DatabaseError:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)
        else:
            return


def main() -> None:
    """The command line above."""
    for line in sys.stdin:
        order = json.loads(line)
        commands: dict[str, Callable[..., Any]] = {"sign_in": sign_in, "announce": announce}
        print(json.dumps(commands[order.pop("do")](**order)), flush=True)


if __name__ == "__main__":
    main()
