"""Writing while the primary is killed: the tool for tests that nothing acknowledged is lost."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections

from dtps.db.url import database_from_url
from tests.replica_set import ReplicaSet


@dataclass
class Writes:
    """What became of numbered writes: those that were acknowledged, and the others with their errors."""

    acknowledged: list[int] = field(default_factory=list)
    refused: dict[int, BaseException] = field(default_factory=dict)
    longest: float = 0.0  # seconds that one write took, from call to answer


def write_through_failover(replicas: ReplicaSet, write: Callable[[int], None], count: int = 1000) -> Writes:
    """Calls write(1) … write(count) and kills the primary with -9 in the middle of one, a third of the way.

    A write that returns is acknowledged; one that raises is refused. Afterwards the killed member is started
    again and has caught up, so what the caller then reads is what the set has agreed on.
    """
    writes = Writes()
    primary = replicas.primary()
    killer = threading.Timer(0.001, primary.kill)
    for number in range(1, count + 1):
        if number == count // 3:
            killer.start()
        began = time.monotonic()
        try:
            write(number)
        except Exception as error:
            writes.refused[number] = error
        else:
            writes.acknowledged.append(number)
        writes.longest = max(writes.longest, time.monotonic() - began)
    killer.join()
    replicas.restart(primary)
    return writes


@contextmanager
def replica_set_of_its_own() -> Iterator[ReplicaSet]:
    """A migrated replica set in the place of Django's database, so that others may go on with theirs."""
    before: Any = connections[DEFAULT_DB_ALIAS]
    pools = before._connection_pools
    pool = pools.pop(DEFAULT_DB_ALIAS, None)
    own = ReplicaSet()
    with own:
        after = type(before)(
            {**before.settings_dict, **database_from_url(own.url, settings.DATABASE_POOL)}, DEFAULT_DB_ALIAS
        )
        connections[DEFAULT_DB_ALIAS] = after
        ContentType.objects.clear_cache()
        try:
            call_command("migrate", verbosity=0)
            yield own
        finally:
            after.close_pool()
            connections[DEFAULT_DB_ALIAS] = before
            ContentType.objects.clear_cache()
            if pool:
                pools[DEFAULT_DB_ALIAS] = pool
