"""Who did what when, across the site: Saves, changes in Django admin and deleted clients, the newest first.

The three are tables of their own. A page reads the times and keys down to its own depth from each, merges
them, and then reads only the rows that it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.clients.models import ClientRemoval
from apps.drafts.kinds import get_kind
from apps.drafts.models import Revision
from apps.history.gathering import gathered
from apps.history.wording import phrases

SAVES, ADMIN, REMOVALS = "saves", "admin", "removals"
SOURCES = {
    SAVES: gettext_lazy("Saves"),
    ADMIN: gettext_lazy("Changes in Django admin"),
    REMOVALS: gettext_lazy("Deleted clients"),
}
_BY_AND_AT = {SAVES: ("by", "at"), ADMIN: ("user", "action_time"), REMOVALS: ("by", "begun_at")}

Found = tuple[datetime, str, Any]  # when, which of SOURCES, the key of its row


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: everything, unless said. `until` itself is left out."""

    person: UUID | None = None
    source: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: who did what to which object, in words; `link` leads to it in Django admin, if anywhere."""

    at: datetime
    by: str
    kind: str
    name: str
    text: str
    link: str | None


def entries(wanted: Wanted, *, start: int, count: int) -> list[Entry]:
    """`count` lines from the line `start` on, the newest first; a fixed number of queries."""
    found: list[Found] = []
    for source in [wanted.source] if wanted.source else SOURCES:
        at = _BY_AND_AT[source][1]
        rows = _rows(source, wanted).order_by(f"-{at}", "-pk").values_list(at, "pk")
        found += [(when, source, key) for when, key in rows[: start + count]]
    found.sort(key=lambda one: (one[0], one[1], str(one[2])), reverse=True)
    page = found[start : start + count]
    lines: dict[tuple[str, Any], Entry] = {}
    for source, read in ((SAVES, _saves), (ADMIN, _changes), (REMOVALS, _removals)):
        keys = [key for _at, its, key in page if its == source]
        lines |= {(source, key): entry for key, entry in read(keys)} if keys else {}
    # One that was deleted between the two readings is left out.
    return [lines[source, key] for _at, source, key in page if (source, key) in lines]


def _rows(source: str, wanted: Wanted) -> QuerySet[Any]:
    models: dict[str, type[Any]] = {SAVES: Revision, ADMIN: LogEntry, REMOVALS: ClientRemoval}
    by, at = _BY_AND_AT[source]
    limits = {f"{by}_id": wanted.person, f"{at}__gte": wanted.since, f"{at}__lt": wanted.until}
    given = {name: value for name, value in limits.items() if value is not None}
    rows: QuerySet[Any] = models[source].objects.filter(**given)
    return rows


def _saves(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    saves = list(Revision.objects.filter(pk__in=keys).defer("data").order_by().prefetch_related("by"))
    names: dict[UUID, str] = {}
    for kind in {save.kind for save in saves}:
        model = get_kind(kind).form._meta.model
        if any(column.attname == "name" for column in model._meta.concrete_fields):
            objects = model._base_manager.filter(pk__in=[save.key for save in saves if save.kind == kind])
            names |= dict(objects.values_list("pk", "name"))
    for save in saves:
        form = get_kind(save.kind).form
        labels = {name: str(field.label or name) for name, field in form.base_fields.items()}
        said = "; ".join(phrases(gathered([save.summary]), labels))
        text = _("Version %(version)d: %(changes)s") % {"version": save.version, "changes": said}
        link = reverse("admin:drafts_revision_change", args=[save.pk])
        kind = capfirst(str(form._meta.model._meta.verbose_name))
        yield save.pk, Entry(save.at, _name(save.by), kind, names.get(save.key, ""), text, link)


def _changes(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    for log in LogEntry.objects.filter(pk__in=keys).order_by().prefetch_related("user", "content_type"):
        kind = capfirst(log.content_type.name) if log.content_type else ""
        said = str(log.get_change_message()) or log.get_action_flag_display()
        link = None if log.is_deletion() else log.get_admin_url()
        yield log.pk, Entry(log.action_time, _name(log.user), kind, log.object_repr, said, link)


def _removals(keys: list[Any]) -> Iterable[tuple[Any, Entry]]:
    for removal in ClientRemoval.objects.filter(pk__in=keys).order_by().prefetch_related("by"):
        text = _("Deleted for good") if removal.finished_at else _("Deletion begun")
        link = reverse("admin:clients_clientremoval_change", args=[removal.pk])
        kind = capfirst(_("deletion of a client"))
        yield (
            removal.pk,
            Entry(removal.begun_at, _name(removal.by), kind, str(removal.client_key), text, link),
        )


def _name(person: AbstractBaseUser | None) -> str:
    return str(person) if person else "-"
