"""What the benches share: an empty database, and two things timed in turns."""

import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtps.settings")
for limit in ("PER_SECOND", "BURST", "COSTLY_PER_SECOND", "COSTLY_BURST"):  # counted as ever, never reached
    os.environ.setdefault(f"RATE_LIMIT_{limit}", "1000000")
django.setup()
for handler in logging.getLogger().handlers:  # the log is written as ever, but not between the figures
    if isinstance(handler, logging.StreamHandler):
        handler.setStream(open(os.devnull, "w"))  # noqa: SIM115 (for as long as the process lives)

from django.db import connection  # noqa: E402 (Django has to be set up first)


@contextmanager
def empty_database() -> Iterator[Path]:
    """An empty database of the same kind as the configured one (on SQLite a file, as in service) and a folder
    for what else is needed; both are gone at the end."""
    name = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as scratch:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(scratch) / "bench.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield Path(scratch)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def side_by_side(*contenders: Callable[[], object], rounds: int) -> list[list[float]]:
    """Milliseconds per call of each, taken in turns, so that whatever else the machine does hits both."""
    times: list[list[float]] = [[] for _contender in contenders]
    for turn in range(rounds + 2):
        for contender, taken in zip(contenders, times, strict=True):
            started = time.perf_counter()
            contender()
            if turn >= 2:  # the first two warm caches and connections
                taken.append((time.perf_counter() - started) * 1000)
    return times
