"""Merging two people's afternoons in one menu of 30 days, 8 meals a day, 4 items a meal; all in memory.

    python -m bench.merge

One changed a line of every day, the other a line of every second day, and each wrote a note; then the same
with the other's lines in the same places. The yardstick is one JSON round trip of the menu.
"""

import copy
import json
import statistics
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from bench._figures import percentile_95
from bench._measuring import empty_database, side_by_side
from bench._practice import full_menu

# isort: split
from apps.drafts.changes import apply, diff
from apps.drafts.merging import Merged, merge

DAYS, ITEMS = 30, 4
ROUNDS = 40


def main() -> None:
    with empty_database():
        base = {"name": "A month", "menu": full_menu(UUID(int=1), days=DAYS, items=ITEMS)}
    mine, theirs = typed(base, meal=0, step=1), typed(base, meal=1, step=2)
    elsewhere, same_places = together(base, mine, theirs), together(base, mine, typed(base, meal=0, step=2))
    assert not elsewhere().conflicts
    assert len(same_places().conflicts) == DAYS  # quantity and note of every second day
    changes = diff(base, mine)
    actions: dict[str, Callable[[], object]] = {
        "JSON round trip": lambda: json.loads(json.dumps(base)),
        "diff": partial(diff, base, mine),
        "apply": partial(apply, base, changes),
        "merge, other places": elsewhere,
        "merge, same places": same_places,
    }
    print(f"{DAYS} days of 8 meals of {ITEMS} items; {len(changes)} changes of mine")
    print(f"{'':<20}{'median ms':>10}{'p95 ms':>9}{'yardsticks':>12}")
    results = side_by_side(*actions.values(), rounds=ROUNDS)
    yardstick = statistics.median(results[0])
    for label, times in zip(actions, results, strict=True):
        median = statistics.median(times)
        print(f"{label:<20}{median:>10.2f}{percentile_95(times):>9.2f}{median / yardstick:>11.2f}×")


def together(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> Callable[[], Merged]:
    """What the server does when both left from `base`, and theirs is saved."""
    changes, news = diff(base, mine), diff(base, theirs)
    return partial(merge, draft=base, client=base, changes=changes, theirs=news, record=theirs)


def typed(base: dict[str, Any], *, meal: int, step: int) -> dict[str, Any]:
    """`base` after somebody's afternoon: a line of one meal of each `step`th day, and a day's note."""
    document = copy.deepcopy(base)
    for day in document["menu"]["days"][::step]:
        item = day["meals"][meal]["options"][0]["items"][0]
        item.update(quantity=item["quantity"] + step, note=f"changed {step}")
    document["menu"]["days"][step]["note"] = f"note {step}"
    return document


if __name__ == "__main__":
    main()
