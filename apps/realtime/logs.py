"""Saying what is wrong once a minute, however often it happens: an outage is one story, not ten thousand."""

import logging
import time

INTERVAL = 60.0  # seconds
logger = logging.getLogger("apps.realtime")
_said: dict[str, float] = {}


def warn_seldom(message: str, error: BaseException | None = None) -> None:
    """Logs `message` as a warning, with the error in one line; at most once a minute in each process."""
    now = time.monotonic()
    if now >= _said.get(message, 0.0):
        _said[message] = now + INTERVAL
        logger.warning("%s%s", message, f" ({type(error).__name__}: {error})" if error else "")
