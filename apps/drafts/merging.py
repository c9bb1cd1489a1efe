"""One person's changes, what their own draft holds, and what others saved: put together, or asked about.

Pure functions without Django, over the documents and changes of `apps.drafts.changes`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.drafts.changes import Changes, Document, Json, apply, diff, same, value_at


@dataclass(frozen=True)
class Clash:
    """One place with two values that one person has to choose from; None: it is not there."""

    mine: Json
    theirs: Json


@dataclass(frozen=True)
class Merged:
    """What came out: `data` with everything that did not clash, `remote` = `{path: value}` that the client
    does not show yet, `conflicts` by path. Nothing is kept while there are conflicts."""

    data: Document
    remote: dict[str, Json]
    conflicts: dict[str, Clash]


def merge(
    *, draft: Document, client: Document, changes: Changes, theirs: Changes, record: Document
) -> Merged:
    """Puts `theirs` (leading to `record`) and then `changes` (made from `client`) into `draft`.

    A change of the client at a clashing path that names their value as its old or its new one has seen it: it
    settles the clash.
    """
    conflicts: dict[str, Clash] = {}
    present, refused = apply(draft, theirs) if theirs else (draft, {})
    for path in lifted(refused, draft):
        value = value_at(record, path)
        if path in changes and any(same(value, known) for known in changes[path]):
            present = put(present, path, value)
        else:
            conflicts[path] = Clash(value_at(apply(draft, changes)[0], path), value)
    result, refused = apply(present, changes)
    if not conflicts and not refused and client is present:
        return Merged(result, {}, {})  # nobody else was there: the way of nearly every autosave
    shown = apply(client, changes)[0]
    for path in lifted(refused, present):
        conflicts.setdefault(path, Clash(value_at(shown, path), value_at(present, path)))
    unseen = diff(shown, result)
    remote = {path: new for path, (_old, new) in unseen.items() if not overlaps(path, conflicts)}
    return Merged(result, remote, conflicts)


def take(document: Document, changes: Changes, record: Document) -> Document:
    """`document` with `changes` (leading to `record`) in it; where they clash, with the value of `record`."""
    result, refused = apply(document, changes)
    for path in lifted(refused, document):
        result = put(result, path, value_at(record, path))
    return result


def between(before: Document | None, after: Document, document: Document) -> Changes:
    """What leads from `before` to `after`. Where `before` is not known any more, every difference between
    `document` and `after` as a change that clashes: to be asked about, for want of knowing who made it."""
    if before is not None:
        return diff(before, after)
    return {path: [new, new] for path, (_old, new) in diff(document, after).items()}


def put(document: Document, path: str, value: Json) -> Document:
    """`document` with `value` at `path`, whatever was there."""
    return apply(document, {path: [value_at(document, path), value]})[0]


def lifted(paths: Iterable[str], document: Document) -> list[str]:
    """`paths`, each cut off at the first node that `document` does not have: that is the one to ask about."""
    return list(dict.fromkeys(_lift(path, document) for path in paths))


def _lift(path: str, document: Document) -> str:
    segments = path.split("/")
    for count in range(1, len(segments)):
        node = "/".join(segments[:count])
        if value_at(document, node) is None:
            return node
    return path


def overlaps(path: str, others: Iterable[str]) -> bool:
    """Whether `path` is one of `others`, or inside one, or around one."""
    return any(
        path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/") for other in others
    )
