"""Where streams and sockets wait for the database and the cache: a few threads, never the event loop.

They are few on purpose: a thousand clients that come back at once take turns instead of all connections.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar, cast

from channels.db import database_sync_to_async

P = ParamSpec("P")
R = TypeVar("R")

POOL = ThreadPoolExecutor(4, thread_name_prefix="realtime")


def in_thread(work: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """`work` as something to await, run in one of the threads."""
    run: Any = database_sync_to_async(work, thread_sensitive=False, executor=POOL)
    return cast(Callable[P, Awaitable[R]], run)
