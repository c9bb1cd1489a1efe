"""From what a process counts to the tallies in the database, once a minute and behind everybody's back."""

import logging
import os
from collections.abc import Iterator
from threading import Lock, Timer
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone
from prometheus_client import Counter

from apps.stability.metrics import (
    CONFLICTS,
    DRAFTS_SAVED,
    EVENTS_REPLAYED,
    EVENTS_SENT,
    LIMITS_HIT,
    MERGES,
    RESETS,
    SAVE_SECONDS,
)
from apps.stability.models import Tally

logger = logging.getLogger(__name__)

COUNTERS: dict[str, Counter] = {
    "drafts_saved": DRAFTS_SAVED,
    "merges": MERGES,
    "conflicts": CONFLICTS,
    "events_sent": EVENTS_SENT,
    "events_replayed": EVENTS_REPLAYED,
    "resets": RESETS,
    "limits_hit": LIMITS_HIT,
}
SAVE_TIME = "save_seconds"


def readings() -> Iterator[tuple[str, int]]:
    """What this process has counted since it started, each under the name of its tally.

    `merges`; `events_sent:ping` where there is a label; `save_seconds:0.05` for the saves that took up to
    50 ms and longer than the bucket before.
    """
    for name, counter in COUNTERS.items():
        for sample in _samples(counter, "_total"):
            yield ":".join([name, *sample.labels.values()]), int(sample.value)
    below = 0
    for sample in _samples(SAVE_SECONDS, "_bucket"):
        yield f"{SAVE_TIME}:{sample.labels['le']}", int(sample.value) - below
        below = int(sample.value)


def _samples(metric: Any, suffix: str) -> Iterator[Any]:
    for family in metric.collect():
        yield from (sample for sample in family.samples if sample.name.endswith(suffix))


class Ledger:
    """How much of what this process has counted is in the database."""

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._written: dict[str, int] = {}
        self._due = Lock()  # held from the response that makes a writing due until it is done

    def soon(self, **_signal: Any) -> None:
        """Called after each response: has it written TALLY_SECONDS from now, unless that is due anyway."""
        if self._due.acquire(blocking=False):
            timer = Timer(settings.TALLY_SECONDS, self._write_behind)
            timer.daemon = True
            timer.start()

    def _write_behind(self) -> None:
        try:
            self.write()
        except Error as error:
            logger.warning("What was counted could not be written and is kept for the next time (%r).", error)
        finally:
            connection.close()
            self._due.release()

    def write(self) -> None:
        """Adds what is new to the tallies of this hour; what an error leaves out stays new."""
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        for name, value in readings():
            if news := value - self._written.get(name, 0):
                Tally.objects.add(hour, name, news)
                self._written[name] = value


ledger = Ledger()
