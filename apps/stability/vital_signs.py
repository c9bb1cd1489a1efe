"""What the site needs in order to work, each looked at for two seconds at most, side by side."""

import asyncio
import functools
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dtps.db.outages import within

LONGEST = 2.0  # seconds

# Threads of its own: pages must not wait for one that hangs, and eight that hang are verdict enough.
_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="health")


@dataclass(frozen=True)
class Sign:
    """How one of them is."""

    verdict: str  # ok, failed, timeout
    ms: float
    reason: str = ""


async def vital_signs() -> dict[str, Sign]:
    """How all of them are, by name."""
    looks = {
        "database": in_a_thread(database),
        "migrations": in_a_thread(migrations),
        "cache": in_a_thread(keeping),
        "layer": layer(),
    }
    return dict(zip(looks, await asyncio.gather(*map(_sign, looks.values())), strict=True))


async def in_a_thread(look: Callable[[], Any]) -> Any:
    """What `look` answers. It may go on after nobody waits for it any more."""
    return await asyncio.get_running_loop().run_in_executor(_threads, look)


async def _sign(look: Awaitable[None]) -> Sign:
    began = time.perf_counter()
    verdict, reason = "ok", ""
    try:
        async with asyncio.timeout(LONGEST):
            await look
    except TimeoutError:
        verdict = "timeout"
    except Exception as error:  # whatever it is, it is the verdict
        verdict, reason = "failed", f"{type(error).__name__}: {error.__cause__ or error}"
    return Sign(verdict, round((time.perf_counter() - began) * 1000, 1), reason)


@contextmanager
def own_connection() -> Iterator[None]:
    """For threads: leaves no connection behind, and gives up on MongoDB in time."""
    try:
        with within(LONGEST):
            yield
    finally:
        connection.close()


@own_connection()
def database() -> None:
    """It answers."""
    connection.introspection.table_names()


@own_connection()
def migrations() -> None:
    """All that this version of the application needs have been applied. RuntimeError when not."""
    missing = _needed() - set(MigrationRecorder(connection).applied_migrations())
    if missing:
        first = ".".join(min(missing))
        raise RuntimeError(f"{len(missing)} are not applied; the first is {first}")


@functools.cache
def _needed() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


def keeping() -> None:
    """The cache keeps what it is given."""
    key = f"health:{token_hex(8)}"
    cache.set(key, key, timeout=10)
    if cache.get(key) != key:
        raise RuntimeError("it does not keep what it is given")


async def layer() -> None:
    """The channel layer takes an event, which nobody is there to receive."""
    await get_channel_layer().group_send("health", {"type": "health"})
