"""Bringing something back, and giving versions names."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone

from apps.accounts.models import User
from apps.drafts.changes import Document, same
from apps.drafts.saving import Outcome, replace_record
from apps.history.models import Checkpoint
from apps.history.restoring import one_day, one_meal, whole
from apps.history.versions import History
from apps.menus.reading import readable

DOCUMENT = "menu"  # the field whose days and meals can be brought back one by one


@dataclass(frozen=True)
class Wanted:
    """What is to be brought back from `version`: all of it, one day, or one meal of a day."""

    version: int
    day: str | None = None
    meal: str | None = None


@dataclass(frozen=True)
class Restoration:
    """What would come out, and what the history will say of it."""

    now: Document
    data: Document
    origin: Document

    @property
    def changes_nothing(self) -> bool:
        """Whether it is like that already."""
        return same(self.now, self.data)


def planned(history: History, wanted: Wanted, stays: Collection[str]) -> Restoration:
    """What restoring `wanted` comes to; fields in `stays` are not part of it.

    Raises Http404 when there is no such version, day or meal in it, and NoPlace.
    """
    now, then = history.now, history.data_at(wanted.version)
    origin: Document = {"version": wanted.version}
    if wanted.day is None:
        return Restoration(now, whole(now, then, stays), origin)
    number, day = _node(readable(then.get(DOCUMENT)).get("days", []), wanted.day)
    origin["day"] = {"number": number, "label": day.get("label", "")}
    if wanted.meal is None:
        return Restoration(now, one_day(now, then, DOCUMENT, wanted.day), origin)
    _number, meal = _node(day["meals"], wanted.meal)
    origin["meal"] = {"slot": meal.get("slot", ""), "name": meal.get("name", "")}
    return Restoration(now, one_meal(now, then, DOCUMENT, wanted.day, wanted.meal), origin)


def restore(history: History, restoration: Restoration, *, by: User, version: int) -> Outcome | None:
    """Saves it as a new version on top of `version`, the one that the person was shown.

    None when somebody saved since. Raises Http404 when the record is not theirs to change.
    """
    return replace_record(
        by, history.kind, history.key, version=version, data=restoration.data, restored=restoration.origin
    )


def name_version(history: History, version: int, name: str, *, by: User) -> None:
    """Gives `version` a name, in place of the one it may have. Raises Http404 for a version that is none."""
    if not history.revisions.filter(version=version).exists():
        raise Http404
    named = {"name": name, "by": by, "at": timezone.now()}
    where = {"kind": history.kind.name, "key": history.key, "version": version}
    if not Checkpoint.objects.filter(**where).update(**named):
        try:
            Checkpoint.objects.create(**where, **named)
        except IntegrityError:  # somebody named it just now: the later name counts
            Checkpoint.objects.filter(**where).update(**named)


def unname_version(history: History, version: int) -> None:
    """Takes the name of `version` away; the version itself stays."""
    Checkpoint.objects.filter(kind=history.kind.name, key=history.key, version=version).delete()


def _node(nodes: list[dict[str, Any]], node_id: str) -> tuple[int, dict[str, Any]]:
    for number, node in enumerate(nodes, start=1):
        if node["id"] == node_id:
            return number, node
    raise Http404


def forget_names(kind: str, keys: Collection[UUID]) -> None:
    """Deletes the names of the versions of objects that are deleted for good; again does no harm."""
    Checkpoint.objects.filter(kind=kind, key__in=keys).delete()
