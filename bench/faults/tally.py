"""What is counted while a fault lasts."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

LONGEST_PAUSE = 30.0  # seconds between two tries


@dataclass
class Tally:
    """Of everybody, from one moment on."""

    acknowledged: int = 0
    errors: Counter[str] = field(default_factory=Counter)  # that editors got, before they tried again
    longest_pause: float = 0.0  # between two acknowledged saves of one editor
    latencies: list[float] = field(default_factory=list)
    backwards: int = 0  # acknowledged revisions that were not above the one before
    broken: int = 0  # streams that ended, with or without a word
    refused: Counter[str] = field(default_factory=Counter)  # attempts at a stream
    longest_without: float = 0.0  # of one stream

    def server_errors(self) -> int:
        """Answers of 500 and above."""
        both = self.errors + self.refused
        return sum(count for what, count in both.items() if what.startswith("5"))


class Book:
    """Holds the tally that counts now."""

    def __init__(self) -> None:
        self.tally = Tally()

    def turn(self) -> Tally:
        """Begins a new one; answers the one that ended."""
        ended, self.tally = self.tally, Tally()
        return ended


class Backoff:
    """How long a browser waits before it tries again, see static/js/backoff.js."""

    def __init__(self) -> None:
        self.failures = 0

    def failed(self, asked: float = 0.0) -> float:
        """The next pause; never below what the server asked for."""
        longest = min(LONGEST_PAUSE, 2.0**self.failures)
        self.failures += 1
        return max(asked, random.uniform(0, longest))


def now() -> float:
    """Of the clock that all of this is measured with."""
    return time.monotonic()
