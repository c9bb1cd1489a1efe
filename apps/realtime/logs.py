"""An outage is one story, not ten thousand."""

import logging
import time
from collections.abc import Hashable

INTERVAL = 60.0  # seconds


class OnceAMinute(logging.Filter):
    """Lets the same message through once a minute in each process; dtps/settings.py says of whom.

    Of libraries that log a traceback for every connection that fails, the last line of it is kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until: dict[Hashable, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it was not said within the last minute; what its %s stand for does not count."""
        now = time.monotonic()
        if now < self._quiet_until.get(record.msg, 0.0):
            return False
        self._quiet_until[record.msg] = now + INTERVAL
        if record.exc_info and not record.name.startswith("apps."):
            kind, error, _trace = record.exc_info
            record.msg, record.args = f"{record.getMessage()}: {kind and kind.__name__}: {error}", ()
            record.exc_info = None
        return True
