"""What the drafts API says, as JSON: member names are the protocol's, see docs/autosave.md."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.drafts.authors import authors
from apps.drafts.history import Save
from apps.drafts.labels import label
from apps.drafts.merging import Clash, Merged
from apps.drafts.models import Draft
from apps.drafts.work import Work
from apps.stability.problems import ApiProblem


def iso(moment: datetime) -> str:
    """`2026-03-01T10:32:07.123Z`: to the millisecond, which is what every database of ours keeps."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def draft_as_json(draft: Draft) -> dict[str, Any]:
    """A whole draft."""
    return {
        "type": draft.kind,
        "id": str(draft.key),
        "data": draft.data,
        "revision": draft.revision,
        "version": draft.base_version,
        "lastSaved": iso(draft.updated_at),
        "expiresAt": iso(draft.expires_at),
    }


def saved(revision: int, version: int, at: str, remote: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a save."""
    return {"revision": revision, "version": version, "lastSaved": at, "remote": remote}


def saved_before(work: Work, save: Save) -> dict[str, Any]:
    """The answer that the first request under this id got. Raises `stale` when it was too large to keep."""
    if save["remote"] is None:
        raise stale(work)
    return saved(save["revision"], save["version"], save["at"], save["remote"])


def stale(work: Work) -> ApiProblem:
    """409: too much has happened since the client last heard of it; here is everything."""
    draft = work.draft
    return ApiProblem(
        409,
        "draft_stale",
        _("This was changed elsewhere. Your changes go into its newest state."),
        revision=draft.revision if draft else 0,
        version=draft.base_version if draft else work.version,
        data=draft.data if draft else work.saved,
    )


def conflict(work: Work, merged: Merged, version: int) -> ApiProblem:
    """409 for a client that started from `version`: the same was changed elsewhere; nothing is kept yet."""
    return ApiProblem(
        409,
        "draft_conflict",
        _("The same was changed elsewhere. Please choose what to keep."),
        revision=work.draft.revision if work.draft else 0,
        version=work.version,
        conflicts=_conflicts(work, merged.conflicts, version),
        remote=merged.remote,
    )


def _conflicts(work: Work, clashes: Mapping[str, Clash], version: int) -> dict[str, dict[str, Any]]:
    documents = [*([work.draft.data] if work.draft else []), work.saved]
    whose = authors(work, clashes, version)
    return {
        path: {
            "mine": clash.mine,
            "theirs": clash.theirs,
            "by": whose[path].by,
            "at": iso(at) if (at := whose[path].at) else None,
            "label": label(work.kind.form.base_fields, path, documents),
        }
        for path, clash in clashes.items()
    }
