"""The kinds of object whose forms have autosave. Each app registers its own in AppConfig.ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from apps.accounts.models import User
from apps.drafts.changes import Document
from apps.drafts.forms import VersionedForm
from apps.drafts.models import VersionedRecord


@dataclass(frozen=True)
class Saved:
    """One Save that changed something: the record as it is now, the form's data before (None: it is new) and
    after, and who did it."""

    kind: str
    record: VersionedRecord
    user: User
    before: Document | None
    after: Document


@dataclass(frozen=True)
class Kind:
    """One kind of object. The gates are the app's own: drafts have no other way to a record.

    `find(user, key)`: the record for changing; None when there is none yet; raises Http404 when it exists but
    is not this person's to change.
    `find_version(user, key)`: the same gate, answering `version` alone. Optional; autosave asks it every two
    seconds, so give one where a record is large.
    `may_create(user)`: whether this person may make new ones.
    `blank(key)`: initial values of a new one's form; the same for the same key, every time.
    `saved(what)`: called in the transaction of each Save, after everything is written; it may run again when
    the transaction is repeated. Optional.
    """

    name: str
    form: type[VersionedForm]
    find: Callable[[User, UUID], VersionedRecord | None]
    may_create: Callable[[User], bool]
    blank: Callable[[UUID], dict[str, Any]]
    find_version: Callable[[User, UUID], int | None] | None = None
    saved: Callable[[Saved], None] | None = None

    def version(self, user: User, key: UUID) -> int | None:
        """The version of the object now, None when there is none yet. Raises Http404 like `find`."""
        if self.find_version is not None:
            return self.find_version(user, key)
        record = self.find(user, key)
        return None if record is None else record.version


def allowed_row(allowed: Any, every: Any, key: UUID) -> Any:
    """What a gate for autosave answers: the row `key` of the queryset `allowed`; None when nobody has saved
    one under that key.

    Raises Http404 when it is among `every` but not allowed.
    """
    row = next(iter(allowed.filter(pk=key).order_by()), None)  # autosave asks often: no sorting of one row
    if row is None and every.filter(pk=key).exists():
        raise Http404
    return row


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes `kind` known. Raises ValueError when another one has its name."""
    if kind.name in _kinds:
        raise ValueError(f"There is a kind {kind.name!r} already.")
    _kinds[kind.name] = kind


def get_kind(name: str) -> Kind:
    """The kind called `name`. Raises KeyError when there is none."""
    return _kinds[name]
