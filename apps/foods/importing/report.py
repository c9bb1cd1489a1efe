"""What an import did, and every line that it could not use."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

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

    def skip(self, counts: Counts | None, file: str, line: int, problem: object) -> None:
        """Count a line that cannot be used, in `counts` where it stands for a row; list the first ones."""
        if counts is not None:
            counts.skipped += 1
        if len(self.skipped) < MOST_LISTED:
            self.skipped.append(Skipped(file, line, str(problem)))
        else:
            self.unlisted += 1
