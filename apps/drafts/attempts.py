"""Trying again where somebody else was quicker: compare-and-set needs no lock, but patience."""

import random
import time
from collections.abc import Iterator

PATIENCE = 10.0  # seconds; browsers wait 30 for an answer
LONGEST_PAUSE = 0.1  # seconds


def attempts() -> Iterator[int]:
    """Numbers from 0: the first at once, each further one after a longer pause, until it is too late.

    With n writers at once one succeeds in every round, so this bounds time, not their number.
    """
    deadline = time.monotonic() + PATIENCE
    number, pause = 0, 0.005
    while True:
        yield number
        if time.monotonic() > deadline:
            return
        time.sleep(random.uniform(0, pause))  # noqa: S311 (jitter, not a secret)
        number, pause = number + 1, min(2 * pause, LONGEST_PAUSE)
