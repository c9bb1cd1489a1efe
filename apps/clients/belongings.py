"""What hangs on a client: the export writes all of it, a deletion takes all of it, the page lists its saves.

Each app adds what it keeps about clients in AppConfig.ready, so that nothing new is forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import capfirst

from apps.clients.models import Client, ClientQuerySet


@dataclass(frozen=True)
class Belonging:
    """One kind of record about a client.

    `kind`: what drafts, saved versions and notifications call it. `name`: what the export calls it.
    `model`: has a foreign key `client`. `title`: the column that tells one from another in words, if any.
    `busy`: the keys of the clients who have a current one, where that means that they are cared for today.
    """

    kind: str
    name: str
    model: type[Any]
    title: str = ""
    busy: Callable[[], set[UUID]] | None = None

    @property
    def label(self) -> str:
        """What one of them is called."""
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def plural(self) -> str:
        """What several of them are called."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    def of(self, client: Client) -> "QuerySet[Any]":
        """Every one of them, also those that lists do not show."""
        records: QuerySet[Any] = self.model._base_manager.filter(client=client)
        return records

    def keys(self, client: Client) -> list[UUID]:
        """Their keys, in an order that stays."""
        return list(self.of(client).order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Part:
    """What hangs on the records of a belonging by a foreign key, and is deleted with them.

    `of`: the name of that belonging. `name`: what the export calls it. `model`: has the foreign key `to`.
    `withheld`: columns that nobody takes along, such as what is kept of a secret.
    """

    of: str
    name: str
    model: type[Any]
    to: str
    withheld: tuple[str, ...] = ()


_belongings: dict[str, Belonging] = {}
_parts: list[Part] = []


def add_belonging(belonging: Belonging) -> None:
    """Makes `belonging` known. Raises ValueError when another one has its name."""
    if belonging.name in _belongings:
        raise ValueError(f"There are {belonging.name!r} already.")
    _belongings[belonging.name] = belonging


def add_part(part: Part) -> None:
    """Makes `part` known. Raises ValueError when another one of the same belonging has its name."""
    if any((known.of, known.name) == (part.of, part.name) for known in _parts):
        raise ValueError(f"There are {part.name!r} of {part.of!r} already.")
    _parts.append(part)


def parts_of(belonging: Belonging) -> list[Part]:
    """What hangs on its records, in the order in which it was added."""
    return [part for part in _parts if part.of == belonging.name]


def belongings() -> Iterator[Belonging]:
    """All of them, in the order in which they were added."""
    return iter(_belongings.values())


def without_current(clients: ClientQuerySet) -> ClientQuerySet:
    """Those of `clients` who have nothing current: no plan that covers today."""
    busy = {key for belonging in belongings() if belonging.busy for key in belonging.busy()}
    return clients.exclude(pk__in=list(busy))
