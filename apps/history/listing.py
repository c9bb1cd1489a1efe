"""The history of a record made ready for its page, in a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.drafts.changes import Document
from apps.history.gathering import gathered
from apps.history.models import Checkpoint
from apps.history.sittings import Save, Sitting, sittings
from apps.history.versions import History
from apps.history.wording import phrases, when_text

SITTINGS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version; `earlier` is the one before it, None for the first that is known."""

    version: int
    at: datetime
    phrases: list[str]
    checkpoint: Checkpoint | None
    earlier: int | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class SittingRow:
    """What one person did at one sitting."""

    who: str
    day: datetime
    when: str
    phrases: list[str]
    versions: list[VersionRow]  # the newest first

    @property
    def newest(self) -> VersionRow:
        """The last version of the sitting."""
        return self.versions[0]

    @property
    def since(self) -> int | None:
        """What its last version is compared with: the one before the sitting, or else its own first; None
        where there is nothing to compare."""
        oldest = self.versions[-1]
        return oldest.version if oldest.earlier is None and len(self.versions) > 1 else oldest.earlier


def listed(history: History, page: str | None) -> tuple[Page[Any], list[SittingRow]]:
    """A page of sittings, and its rows. As many queries for 3 saves as for 2,000."""
    shown = Paginator(sittings(history.saves), SITTINGS_SHOWN).get_page(page)
    saves = [save for sitting in shown for save in sitting.saves]
    summaries = history.summaries([save.version for save in saves])
    people = User.objects.in_bulk({save.by for save in saves if save.by})
    labels = labels_of(history)
    rows = []
    for sitting in shown:
        versions = [_row(save, history, summaries, labels) for save in sitting.saves]
        rows.append(_sitting(sitting, versions, summaries, people, labels))
    return shown, rows


def labels_of(history: History) -> dict[str, str]:
    """What each field of the record's form is called."""
    return {name: str(field.label or name) for name, field in history.form.fields.items()}


def _row(
    save: Save,
    history: History,
    summaries: Mapping[int, Document | None],
    labels: Mapping[str, str],
) -> VersionRow:
    return VersionRow(
        version=save.version,
        at=save.at,
        phrases=phrases(gathered([summaries.get(save.version)]), labels),
        checkpoint=history.checkpoints.get(save.version),
        earlier=history.earlier.get(save.version),
        is_now=save.version == history.record.version,
    )


def _sitting(
    sitting: Sitting,
    versions: list[VersionRow],
    summaries: Mapping[int, Document | None],
    people: Mapping[Any, User],
    labels: Mapping[str, str],
) -> SittingRow:
    touched = gathered(summaries.get(save.version) for save in reversed(sitting.saves))
    who = people.get(sitting.by)
    return SittingRow(
        who=str(who) if who else _("somebody"),
        day=sitting.ended,
        when=when_text(sitting),
        phrases=phrases(touched, labels),
        versions=versions,
    )
