"""The practice of bench.production in a process of its own: signs people in, gives them plans, pushes.

python -m bench._production_people      a line of JSON in, a line of JSON out: `sign_in`, `plans`, `everyone`
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from bench._practice import saved_template
from bench._pushing import everyone, sign_in
from bench.small_autosave import item_name

# isort: split
from apps.accounts.models import User


def plans(people: int) -> dict[str, Any]:
    """A template of 7 days, 8 meals and 4 items for each of the first, as who edits it knows it."""
    return {"plans": [_plan(User.objects.get(email=f"{number}@example.com")) for number in range(people)]}


def _plan(user: User) -> dict[str, Any]:
    template = saved_template(user)
    path, old = item_name(template.menu)
    return {"id": str(template.pk), "version": template.version, "revision": 0, "path": path, "old": old}


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        commands: dict[str, Callable[..., Any]] = {"sign_in": sign_in, "plans": plans, "everyone": everyone}
        print(json.dumps(commands[order.pop("do")](**order)), flush=True)


if __name__ == "__main__":
    main()
