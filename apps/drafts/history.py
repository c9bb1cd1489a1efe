"""The latest saves of a draft: to answer a repeated request, to tell another device what it missed, and to
write a small change without writing the whole document again.

`Draft.saves` is a list of Save, oldest first, bounded in number and in bytes. Whoever is further behind gets
the whole draft instead.
"""

import json
from collections.abc import Collection, Sequence
from typing import TypedDict

from apps.drafts.changes import Changes, Document, Json, apply

MOST_SAVES = 20
MOST_WAITING = 8  # of them, until their changes are written into the document itself
MOST_BYTES = 16 * 1024


class Save(TypedDict):
    """One save: the request's id, what it led to, and what it was answered."""

    id: str
    revision: int
    version: int
    at: str  # ISO 8601, UTC
    changes: (
        Changes | None
    )  # to the draft's data; None: it began with this save, or they are too large to keep
    remote: dict[str, Json] | None  # as answered; None: too large to keep
    size: int  # bytes of changes and remote


def recorded(
    save_id: str, revision: int, version: int, at: str, changes: Changes | None, remote: dict[str, Json]
) -> Save:
    """A Save that fits in, if need be without its changes and its answer."""
    size = len(json.dumps([changes, remote]))
    fits = size <= MOST_BYTES
    return {
        "id": save_id,
        "revision": revision,
        "version": version,
        "at": at,
        "changes": changes if fits else None,
        "remote": remote if fits else None,
        "size": size if fits else 0,
    }


def remember(saves: Sequence[Save], save: Save) -> list[Save]:
    """`saves` with `save`, without the oldest ones that there is no room for."""
    kept = [*saves, save][-MOST_SAVES:]
    while sum(one["size"] for one in kept) > MOST_BYTES:
        kept.pop(0)
    return kept


def answered(saves: Sequence[Save], save_id: str) -> Save | None:
    """The save that was made under `save_id`, None when it is not known (any more)."""
    return next((save for save in saves if save["id"] == save_id), None)


def since(saves: Sequence[Save], revision: int, current: int) -> list[Save] | None:
    """The saves after `revision` up to `current`; None when they are not all known."""
    missed = [save for save in saves if save["revision"] > revision]
    known = len(missed) == current - revision and all(save["changes"] is not None for save in missed)
    return missed if known else None


def may_wait(saves: Sequence[Save], written: int, current: int, news: Changes) -> bool:
    """Whether `saves` can stand for what changed between the revisions `written` and `current`.

    `news` is the change that would wait. Plain fields do not: lists show them out of the document.
    """
    waiting = since(saves, written, current)
    return waiting is not None and len(waiting) <= MOST_WAITING and all("/" in path for path in news)


def replay(data: Document, saves: Sequence[Save]) -> Document:
    """`data` as it is after `saves`."""
    for save in saves:
        data = apply(data, save["changes"] or {})[0]
    return data


def rewind(data: Document, saves: Sequence[Save], seen: Collection[str] = ()) -> Document:
    """`data` as it was before `saves`, except for those whose ids are in `seen`."""
    for save in reversed(saves):
        if save["id"] not in seen:
            data = apply(data, {path: [new, old] for path, (old, new) in (save["changes"] or {}).items()})[0]
    return data
