"""What was saved lately about one client: the form, plans, measurements, notes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.clients.belongings import belongings
from apps.clients.models import Client
from apps.drafts.models import Revision

MOST = 8


@dataclass(frozen=True)
class Activity:
    """One Save: of what, by whom, whether it was the first."""

    label: str
    title: str
    by: str
    at: datetime
    is_new: bool


def activity_of(client: Client) -> list[Activity]:
    """The latest saves about `client`, newest first.

    One query for each kind of record, two for the saves.
    """
    names: dict[UUID, tuple[str, str]] = {client.pk: (_("Client"), "")}
    sought = Q(kind="client", key=client.pk)
    for belonging in belongings():
        columns = ["pk", belonging.title] if belonging.title else ["pk"]
        rows = list(belonging.of(client).order_by().values_list(*columns))
        names |= {row[0]: (belonging.label, _said(row[1]) if belonging.title else "") for row in rows}
        if rows:
            sought |= Q(kind=belonging.kind, key__in=[row[0] for row in rows])
    saves = Revision.objects.filter(sought).defer("data").prefetch_related("by").order_by("-at")[:MOST]
    return [
        Activity(*names[save.key], str(save.by) if save.by else "", save.at, save.version == 1)
        for save in saves
    ]


def _said(title: Any) -> str:
    """What tells a record from others: its name, or its day as people write it."""
    return date_format(title, "DATE_FORMAT") if isinstance(title, date) else str(title)
