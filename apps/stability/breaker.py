"""Not waiting again and again for somebody who does not answer."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from apps.stability.metrics import UNANSWERED

PAUSE = 5.0  # seconds

logger = logging.getLogger(__name__)


class Unanswered(ConnectionError):
    """Somebody who did not answer a moment ago is not asked again yet."""


class Breaker:
    """Of one process, for one other party. After a question without an answer nobody asks for PAUSE seconds;
    then one question goes through, and the others follow when it is answered.

    Without it each question waits for its own timeout: a Save that asks eight times would take eight of them.
    """

    def __init__(
        self, who: str, failures: tuple[type[Exception], ...], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.who, self.failures = who, failures
        self._clock = clock
        self._lock = threading.Lock()
        self._ask_at: float | None = None  # None: they answer

    @property
    def is_open(self) -> bool:
        """Whether the last question had no answer."""
        return self._ask_at is not None

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Around one question. Raises Unanswered in place of it; what it raises itself goes on."""
        self._require_turn()
        try:
            yield
        except self.failures as error:
            self._failed(error)
            raise
        except Exception:
            self.heard()  # an error is an answer
            raise
        self.heard()

    def heard(self) -> None:
        """They have answered, here or elsewhere in this process: everybody may ask again."""
        if not self.is_open:
            return
        with self._lock:
            self._ask_at = None
            UNANSWERED.labels(self.who).set(0)
        logger.warning("%s answers again.", self.who)

    def _require_turn(self) -> None:
        if self._ask_at is None:
            return
        with self._lock:
            now = self._clock()
            if self._ask_at is not None and now < self._ask_at:
                raise Unanswered(f"{self.who} did not answer a moment ago.")
            self._ask_at = now + PAUSE  # this question is the one that goes through

    def _failed(self, error: Exception) -> None:
        with self._lock:
            was_open, self._ask_at = self.is_open, self._clock() + PAUSE
            UNANSWERED.labels(self.who).set(1)
        if not was_open:
            logger.warning("%s does not answer, and is asked every %.0f s only: %s", self.who, PAUSE, error)
