"""Work done by several threads at the same moment, each with a connection of its own to the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections, connection


def at_once(work: Callable[[int], Any], count: int = 8) -> list[Any]:
    """What `work(number)` answers for each of `count` numbers, all run in threads of their own."""

    def run(number: int) -> Any:
        close_old_connections()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
