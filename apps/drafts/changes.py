"""What changed between two states of a form's data, and putting changes into a third state.

A form's data is one JSON object. Objects are taken apart by key, lists whose members all carry a string `id`
by that id; everything else is a leaf that is compared whole. A path is those keys and ids joined by `/`:
`menu/days/d1/meals/m2/name`. A change set is `{path: [old, new]}`, null standing for "is not there".

Pure functions without Django. static/js/changes.js does the same; tests/cases/changes.json holds both to it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, TypedDict

Json: TypeAlias = Any  # str, bool, int, float, None, list or dict of them
Document: TypeAlias = dict[str, Json]
Changes: TypeAlias = Mapping[str, list[Json]]


class Conflict(TypedDict):
    """A change that was not made, because what is there is neither its `old` nor its `new`."""

    present: Json
    old: Json
    new: Json


SEGMENT = re.compile(r"[A-Za-z0-9_-]{1,64}")


def same(one: Json, other: Json) -> bool:
    """Whether two values mean the same.

    A missing key is null, true is not 1, 1 is 1.0, the order of a keyed list is not part of its value.
    """
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(one.get(key), other.get(key)) for key in one.keys() | other.keys())
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return False
        if _both_keyed(one, other):
            return same(_by_id(one), _by_id(other))
        return all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def diff(before: Document, after: Document) -> dict[str, list[Json]]:
    """The change set that leads from `before` to `after`; a node on one side only is one change."""
    return dict(_differences("", before, after))


def apply(document: Document, changes: Changes) -> tuple[Document, dict[str, Conflict]]:
    """A new document with `changes` made, and the conflicts by path. `document` itself stays as it is.

    Only what lies on the way to a change is copied; all else is shared with `document`.
    """
    work = _Copy(document)
    conflicts: dict[str, Conflict] = {}
    for path in sorted(changes):  # a node comes before what is inside it
        old, new = changes[path]
        present = value_at(work.root, path)
        if same(present, new):
            continue
        if not (same(present, old) and work.put(path.split("/"), new)):
            conflicts[path] = {"present": present, "old": old, "new": new}
    return work.root, conflicts


def value_at(document: Json, path: str) -> Json:
    """What stands at `path`; None when nothing does."""
    for segment in path.split("/"):
        document = _child(document, segment)
    return document


def _child(node: Json, segment: str) -> Json:
    if isinstance(node, dict):
        return node.get(segment)
    if isinstance(node, list) and _keyed(node):
        return next((member for member in node if member["id"] == segment), None)
    return None


def _keyed(members: list[Json]) -> bool:
    try:
        ids = {member["id"] for member in members}
    except (KeyError, TypeError):  # no object, no id, or one that is no text
        return False
    return len(ids) == len(members) and all(isinstance(id_, str) and SEGMENT.fullmatch(id_) for id_ in ids)


def _both_keyed(one: list[Json], other: list[Json]) -> bool:
    """Whether to compare by id; an empty list goes along with a keyed one."""
    return bool(one or other) and _keyed(one) and _keyed(other)


def _by_id(members: list[Json]) -> Document:
    return {member["id"]: member for member in members}


def _differences(path: str, before: Json, after: Json) -> Iterator[tuple[str, list[Json]]]:
    if before is after:
        return
    if isinstance(before, list) and isinstance(after, list) and _both_keyed(before, after):
        before, after = _by_id(before), _by_id(after)
    if not (isinstance(before, dict) and isinstance(after, dict) and _addressable(before, after)):
        if not same(before, after):
            yield path, [before, after]
        return
    for key in {**before, **after}:
        yield from _differences(f"{path}/{key}" if path else key, before.get(key), after.get(key))


def _addressable(*objects: Document) -> bool:
    """Whether every key can be a segment of a path; an object with other keys is a leaf."""
    return all(SEGMENT.fullmatch(key) for node in objects for key in node)


class _Copy:
    """A document that is changed by copying each container once, on the first write into it."""

    def __init__(self, document: Document) -> None:
        self.root: Document = dict(document)
        self._own = {id(self.root): self.root}  # holds them, so that no id is used again

    def put(self, segments: list[str], value: Json) -> bool:
        """Set or (with None) remove what `segments` lead to; False when there is no place for it."""
        *way, last = segments
        parent: Json = self.root
        siblings: Json = None  # the list whose member `parent` is
        for segment in way:
            siblings, parent = parent, self._writable(parent, segment)
        if isinstance(parent, dict):
            return _put_key(parent, last, value, siblings)
        return isinstance(parent, list) and _keyed(parent) and _put_member(parent, last, value)

    def _writable(self, parent: Json, segment: str) -> Json:
        """The child at `segment`, replaced by a copy of our own; None when it cannot hold anything."""
        child = _child(parent, segment)
        if not isinstance(child, dict | list) or id(child) in self._own:
            return child
        copy: Json = child.copy()
        self._own[id(copy)] = copy
        if isinstance(parent, dict):
            parent[segment] = copy
        else:
            parent[[member["id"] for member in parent].index(segment)] = copy
        return copy


def _put_key(parent: Document, key: str, value: Json, siblings: Json) -> bool:
    if isinstance(siblings, list) and key == "id":
        return False  # an id names a node for as long as it lives
    parent[key] = value
    if isinstance(siblings, list) and key == "position":
        _order(siblings)
    return True


def _put_member(members: list[Json], id_: str, value: Json) -> bool:
    if value is not None and not (isinstance(value, dict) and value.get("id") == id_):
        return False
    members[:] = [member for member in members if member["id"] != id_]
    if value is not None:
        members.append(value)
        _order(members)
    return True


def _order(members: list[Json]) -> None:
    members.sort(key=lambda member: (_position(member), member["id"]))


def _position(member: Document) -> str:
    position = member.get("position")
    return position if isinstance(position, str) else ""
