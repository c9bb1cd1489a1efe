"""Everything kept about one client as one JSON document, written piece by piece (docs/clients.md).

A record is written with all of its columns, so that what is added to a model is in the export by itself.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.belongings import Belonging, Part, belongings, parts_of
from apps.clients.models import Client
from apps.drafts.models import Revision
from apps.history.models import Checkpoint

FORMAT, VERSION = "dtps-client", 1


def client_export(client: Client) -> Iterator[str]:
    """The document, in pieces of at most one record or one saved version each."""
    names = {key: name for key, name in User.objects.values_list("pk", "name")}
    head = {"format": FORMAT, "version": VERSION, "exported_at": timezone.now()}
    yield f"{_json(head)[:-1]},\n"
    team = [_person(seat.user_id, names) for seat in client.care_team.all()]
    yield '"client": '
    yield from _record({**_columns(client, names), "care_team": team}, "client", client.pk, names)
    for belonging in belongings():
        yield f',\n"{belonging.name}": '
        yield from _array(_belonging(belonging, key, names) for key in belonging.keys(client))
    yield "}\n"


def _belonging(belonging: Belonging, key: UUID, names: dict[UUID, str]) -> Iterator[str]:
    record = belonging.model._base_manager.filter(pk=key).first()
    if record is None:  # deleted while the document is written
        return iter(["null"])
    parts = {part.name: _part(part, key, names) for part in parts_of(belonging)}
    return _record({**_columns(record, names), **parts}, belonging.kind, key, names)


def _part(part: Part, key: UUID, names: dict[UUID, str]) -> list[dict[str, Any]]:
    hanging = part.model._base_manager.filter(**{f"{part.to}_id": key}).order_by("pk")
    return [
        {name: value for name, value in _columns(record, names).items() if name not in part.withheld}
        for record in hanging
    ]


def _record(columns: dict[str, Any], kind: str, key: UUID, names: dict[UUID, str]) -> Iterator[str]:
    """One record with every version that was saved of it."""
    yield f'{_json(columns)[:-1]}, "revisions": '
    saves = Revision.objects.filter(kind=kind, key=key).order_by("version").values_list("pk", flat=True)
    named = dict(Checkpoint.objects.filter(kind=kind, key=key).values_list("version", "name"))
    yield from _array(_revision(save, names, named) for save in list(saves))
    yield "}"


def _revision(pk: UUID, names: dict[UUID, str], named: dict[int, str]) -> Iterator[str]:
    save = Revision.objects.filter(pk=pk).first()
    if save is None:
        return iter(["null"])
    head = {"version": save.version, "name": named.get(save.version, ""), "at": save.at}
    return iter([_json({**head, "by": _person(save.by_id, names), "data": save.data})])


def _array(members: Iterator[Iterator[str]]) -> Iterator[str]:
    yield "["
    for number, member in enumerate(members):
        yield from chain([",\n"] if number else [], member)
    yield "]"


def _columns(record: Model, names: dict[UUID, str]) -> dict[str, Any]:
    """Every column by its name; people as key and name."""
    return {
        column.name: _person(getattr(record, column.attname), names)
        if column.related_model is User
        else getattr(record, column.attname)
        for column in record._meta.concrete_fields
    }


def _person(key: UUID | None, names: dict[UUID, str]) -> dict[str, Any] | None:
    return None if key is None else {"id": key, "name": names.get(key, "")}


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
