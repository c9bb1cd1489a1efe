"""Tables, for the terminal and for docs/reliability.md."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.faults.drill import Outcome

PAGE = Path(__file__).resolve().parent.parent.parent / "docs/reliability.md"
HEADINGS = (
    "Fault",
    "Saves acknowledged",
    "Lost",
    "Errors that editors got",
    "Longest pause of one editor",
    "Well again after",
    "Streams broken",
    "Longest without a stream",
    "Notifications lost",
)


def table(outcomes: Sequence[Outcome]) -> str:
    """One line a fault."""
    lines = [HEADINGS, tuple("---" for _heading in HEADINGS), *map(row, outcomes)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def row(outcome: Outcome) -> tuple[str, ...]:
    """Of one fault."""
    tally = outcome.tally
    if tally is None:
        return (outcome.fault, f"not possible here: {outcome.problem}", *[""] * (len(HEADINGS) - 2))
    return (
        outcome.fault,
        f"{tally.acknowledged:,}",
        str(outcome.lost + tally.backwards),
        counts(tally.errors),
        f"{tally.longest_pause:.1f} s",
        "never" if outcome.well_after is None else f"{outcome.well_after:.1f} s",
        f"{tally.broken:,}" + (f" ({counts(tally.refused)} on the way back)" if tally.refused else ""),
        f"{tally.longest_without:.1f} s",
        str(outcome.missing),
    )


def counts(errors: Counter[str]) -> str:
    """How many of which."""
    return ", ".join(f"{count} × {what}" for what, count in errors.most_common()) or "none"


def circumstances(what: str) -> str:
    """When and where; figures of a busy machine look it."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return f"{what} {day}, {cores} cores for everything, load average {load} at the end."


def write(name: str, text: str) -> None:
    """Puts `text` between the markers of that name in docs/reliability.md."""
    page = PAGE.read_text(encoding="utf-8")
    between = re.compile(rf"(<!-- {name} -->\n).*(<!-- end of {name} -->)", re.DOTALL)
    PAGE.write_text(between.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page), encoding="utf-8")
