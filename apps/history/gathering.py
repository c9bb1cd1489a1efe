"""What several Saves changed together, out of the summaries that are kept with them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass
class Touched:
    """What was changed. `more` counts meals that no summary names one by one; `unknown` Saves of which
    nothing was written down."""

    first: bool = False
    unknown: int = 0
    more: int = 0
    fields: dict[str, None] = field(default_factory=dict)  # in the order of the first change
    days: dict[str, int] = field(default_factory=dict)
    cells: dict[tuple[str, str], Json] = field(default_factory=dict)  # by day and meal
    restored: list[Json] = field(default_factory=list)

    def add(self, summary: Json | None) -> None:
        """Takes one more Save in, later than all before."""
        if summary is None:
            self.unknown += 1
            return
        self.first = self.first or summary["first"]
        self.fields |= dict.fromkeys(summary["fields"])
        if "restored" in summary:
            self.restored.append(summary["restored"])
        for document in summary["documents"].values():
            self._add_document(document)

    def _add_document(self, document: Json) -> None:
        for how, count in document["days"].items():
            self.days[how] = self.days.get(how, 0) + count
        self.more = max(self.more, document["meals"] - len(document["cells"]))
        for cell in document["cells"]:
            key = cell["day"], cell["meal"]
            is_new = key in self.cells and self.cells[key]["how"] == "added" and cell["how"] == "changed"
            self.cells[key] = {**cell, "how": "added"} if is_new else cell


def gathered(summaries: Iterable[Json | None]) -> Touched:
    """All of `summaries`, the oldest first; each meal and each field once, however often it was changed."""
    touched = Touched()
    for summary in summaries:
        touched.add(summary)
    return touched


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs, ends included: 1, 3, 4, 5 are (1, 1), (3, 5)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
