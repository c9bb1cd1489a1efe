"""How many connections a person may have over all processes, and how often they may try.

A connection holds one of a person's slots in the cache. It renews its lease with every ping and gives it
back at its end; the leases of a process that was killed run out by themselves. Without a cache to ask, each
process counts on its own (see Hub.count). All of this is synchronous and runs in worker threads.
"""

import os
from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django_ratelimit.core import get_usage

TOKEN = uuid4().hex


class Leased(Protocol):
    """A connection that holds a slot, or None when the cache could not be asked."""

    kind: str
    user_id: UUID
    slot: int | None


def take(kind: str, user_id: UUID) -> tuple[bool, int | None]:
    """Whether there is a place for another connection, and which; None when the cache cannot be asked."""
    for slot in range(settings.REALTIME_CONNECTIONS_PER_USER):
        taken = cache.add(_key(kind, user_id, slot), _holder(), _seconds())
        if taken is None:
            return True, None
        if taken:
            return True, slot
    return False, None


def renew(connections: Iterable[Leased]) -> None:
    """Keeps the slots of these connections for another while, unless somebody else has them by now."""
    keys = [
        _key(connection.kind, connection.user_id, connection.slot)
        for connection in connections
        if connection.slot is not None
    ]
    if not keys:
        return
    holders = cache.get_many(keys) or {}
    ours = {key: _holder() for key in keys if holders.get(key) == _holder()}
    if ours:
        cache.set_many(ours, _seconds())
    for key in keys:
        if key not in holders:  # it ran out, or the cache was emptied
            cache.add(key, _holder(), _seconds())


def release(kind: str, user_id: UUID, slot: int) -> None:
    """Gives a slot back."""
    key = _key(kind, user_id, slot)
    if cache.get(key) == _holder():
        cache.delete(key)


def seconds_to_wait(kind: str, user_id: UUID) -> int:
    """Counts an attempt to connect; how long to wait when there were too many within a minute, else 0."""
    usage: dict[str, Any] | None = get_usage(
        None,
        group=f"realtime.{kind}",
        key=lambda group, request: user_id.hex,
        rate=f"{settings.REALTIME_ATTEMPTS_PER_MINUTE}/m",
        increment=True,
    )
    if usage is None or not usage["limit"] or not usage["should_limit"]:
        return 0  # a limit of 0 says that the cache cannot be asked
    return max(1, int(usage["time_left"]))


def _key(kind: str, user_id: UUID, slot: int) -> str:
    return f"realtime:{kind}:{user_id.hex}:{slot}"


def _holder() -> str:
    """This process; a server may fork after it has loaded us."""
    return f"{TOKEN}:{os.getpid()}"


def _seconds() -> int:
    """75 with a ping every 30 s: one of them may fail to renew."""
    return int(settings.REALTIME_PING_SECONDS * 5 // 2)
