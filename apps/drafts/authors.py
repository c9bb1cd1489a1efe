"""Who is on the other side: whose Save or which other device a change came from, and when."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.drafts.changes import diff, same, value_at
from apps.drafts.merging import Clash, overlaps
from apps.drafts.models import Revision
from apps.drafts.work import Work

MOST_REVISIONS = 20  # looked through for an author; whoever saved before those is named "somebody"


class Author(NamedTuple):
    """Somebody in words, and the time of their change; None when it is not known."""

    by: str
    at: datetime | None


Changed = tuple[Iterable[str], Author]  # the paths that somebody changed at once


def authors(work: Work, clashes: Mapping[str, Clash], version: int) -> dict[str, Author]:
    """For each clashing path, who changed it last since `version` of the object."""
    saves, own = _saves_since(version, work), _own_devices(work)
    held = work.draft.data if work.draft else {}
    return {
        path: _last(path, saves)
        or (_last(path, own) if same(clash.theirs, value_at(held, path)) else None)
        or Author(_("somebody"), None)
        for path, clash in clashes.items()
    }


def _last(path: str, changes: Iterable[Changed]) -> Author | None:
    return next((author for paths, author in changes if overlaps(path, paths)), None)


def savers(work: Work, version: int) -> list[Author]:
    """Who saved the object after `version`, the newest first, each person once."""
    latest: dict[str, Author] = {}
    for _changed, author in _saves_since(version, work):
        latest.setdefault(author.by, author)
    return list(latest.values())


def _saves_since(version: int, work: Work) -> list[Changed]:
    """The paths each Save of the object changed, the newest first."""
    if version >= work.version:
        return []
    versions = {"version__gte": version, "version__lte": work.version}
    revisions = Revision.objects.filter(kind=work.kind.name, key=work.key, **versions)
    newest = list(revisions.order_by("-version").prefetch_related("by")[: MOST_REVISIONS + 1])
    states = [revision.data for revision in newest]
    if newest and newest[-1].version > version:
        states.append(work.kept(newest[-1].version - 1) or {})
    return [
        (diff(before, after).keys(), Author(name(revision.by, work.user), revision.at))
        for revision, after, before in zip(newest, states, states[1:], strict=False)
    ]


def _own_devices(work: Work) -> list[Changed]:
    """The paths each save of the draft changed, the newest first."""
    if work.draft is None:
        return []
    return [
        (save["changes"] or work.draft.data, Author(name(work.user, work.user), parse_datetime(save["at"])))
        for save in reversed(work.draft.saves)
    ]


def name(person: User | None, reader: User) -> str:
    """How `person` is called to `reader`."""
    if person is None:
        return _("somebody")
    return _("you, in another window or on another device") if person == reader else str(person)
