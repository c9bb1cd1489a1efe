"""What an import did, and every line that it could not use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from apps.foods.importing.comparing import FoodChange

# Lines that are listed; of a table with thousands of bad ones these tell what is wrong with it.
MOST_LISTED = 200


class ImportProblem(Exception):
    """The files cannot be imported at all; nothing was written. The message says which file and why."""


class BadLine(ValueError):
    """One line cannot be used; the message is the reason, in words for the person who made the file."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was left out."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)d: %(reason)s") % {
            "file": self.file,
            "line": self.line,
            "reason": self.reason,
        }


@dataclass(slots=True)
class Counts:
    """Rows of one table."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Report:
    """The outcome of an import, or with `dry_run` what it would have been."""

    dry_run: bool = False
    foods: Counts = field(default_factory=Counts)
    measures: Counts = field(default_factory=Counts)
    skipped: list[Skipped] = field(default_factory=list)
    unlisted: int = 0  # further bad lines
    notes: list[str] = field(default_factory=list)
    other_tags: int = 0  # foods whose tags are others here than in the file
    most_listed: int = MOST_LISTED
    most_bad: int | None = None  # lines, after which it is given up

    def skip(self, counts: Counts | None, file: str, line: int, problem: object) -> None:
        """Count a line that cannot be used, in `counts` where it stands for a row; list the first ones."""
        if counts is not None:
            counts.skipped += 1
        if len(self.skipped) < self.most_listed:
            self.skipped.append(Skipped(file, line, str(problem)))
        else:
            self.unlisted += 1
        if self.most_bad is not None and len(self.skipped) + self.unlisted > self.most_bad:
            text = _("More than %(count)d lines cannot be used. The first of them: %(first)s")
            raise ImportProblem(text % {"count": self.most_bad, "first": self.skipped[0]})

    def add_changes(self, changes: Iterable[FoodChange], *, measures: int) -> None:
        """Count what becomes of some foods, whose lines name so many `measures`."""
        for change in changes:
            self.other_tags += change.other_tags
            if change.is_new:
                self.foods.created += 1
            elif change.is_changed:
                self.foods.updated += 1
            else:
                self.foods.unchanged += 1
            self.measures.created += len(change.new_measures)
            self.measures.updated += len(change.changed_measures)
            self.measures.removed += len(change.gone_measures)
            measures -= len(change.new_measures) + len(change.changed_measures)
        self.measures.unchanged += measures

    def finish(self) -> None:
        """Bad lines in the order of the files; what is to be noted of all of it."""
        self.skipped.sort(key=lambda skipped: (skipped.file, skipped.line))
        if self.other_tags:
            text = ngettext(
                "%(count)d food has other allergens or restrictions here than in the file; they stay.",
                "%(count)d foods have other allergens or restrictions here than in the file; they stay.",
                self.other_tags,
            )
            self.notes.append(text % {"count": self.other_tags})
