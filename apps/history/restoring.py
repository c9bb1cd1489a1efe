"""What comes out when a part of an earlier version is brought back. Pure: form data in, form data out."""

from collections.abc import Collection
from typing import Any

from apps.drafts.changes import Document, value_at
from apps.drafts.merging import put


class NotThere(LookupError):
    """The earlier version has no such part."""


class NoPlace(LookupError):
    """The present version has lost the day into which the meal would go."""


def whole(now: Document, then: Document, stays: Collection[str] = ()) -> Document:
    """The earlier version, but for the fields named in `stays`, which are as they are now."""
    return {name: value if name in stays else then.get(name, value) for name, value in now.items()}


def one_day(now: Document, then: Document, document: str, day: str) -> Document:
    """`now` with one day as it was; it keeps the place it has now. Raises NotThere."""
    return _brought_back(now, then, f"{document}/days/{day}")


def one_meal(now: Document, then: Document, document: str, day: str, meal: str) -> Document:
    """`now` with one meal as it was; it keeps the place it has now. Raises NotThere and NoPlace."""
    place = f"{document}/days/{day}"
    if value_at(then, f"{place}/meals/{meal}") is not None and value_at(now, place) is None:
        raise NoPlace(day)
    return _brought_back(now, then, f"{place}/meals/{meal}")


def _brought_back(now: Document, then: Document, path: str) -> Document:
    was: Any = value_at(then, path)
    if not isinstance(was, dict):
        raise NotThere(path)
    present = value_at(now, path)
    if isinstance(present, dict):
        was = {**was, "position": present["position"]}
    return put(now, path, was)
