"""Which connections a process holds, found in every way that something is sent."""

from collections.abc import Collection, Iterator
from typing import TypeVar
from uuid import UUID

from apps.realtime.connections import Connection

K = TypeVar("K")


class Register:
    """Connections by person, by room, and spread evenly over buckets, one of which is pinged each second."""

    def __init__(self, buckets: int) -> None:
        self.people: dict[UUID, set[Connection]] = {}
        self.rooms: dict[str, set[Connection]] = {}
        self.buckets: list[set[Connection]] = [set() for _ in range(buckets)]
        self._turn = 0

    def __len__(self) -> int:
        return sum(map(len, self.buckets))

    def __iter__(self) -> Iterator[Connection]:
        for bucket in self.buckets:
            yield from tuple(bucket)

    def of(self, user_id: UUID) -> Collection[Connection]:
        """Those of one person."""
        return tuple(self.people.get(user_id, ()))

    def within(self, room: str) -> Collection[Connection]:
        """Those in one room."""
        return tuple(self.rooms.get(room, ()))

    def add(self, connection: Connection) -> None:
        """Takes it in."""
        self._turn = connection.bucket = (self._turn + 1) % len(self.buckets)
        self.buckets[connection.bucket].add(connection)
        self.people.setdefault(connection.user_id, set()).add(connection)
        if connection.room:
            self.rooms.setdefault(connection.room, set()).add(connection)

    def remove(self, connection: Connection) -> bool:
        """Forgets it; whether it was here."""
        if connection not in self.buckets[connection.bucket]:
            return False
        self.buckets[connection.bucket].remove(connection)
        _take_out(self.people, connection.user_id, connection)
        if connection.room:
            _take_out(self.rooms, connection.room, connection)
        return True


def _take_out(sets: dict[K, set[Connection]], key: K, connection: Connection) -> None:
    sets[key].discard(connection)
    if not sets[key]:
        del sets[key]
