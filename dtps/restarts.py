"""Exponential backoff for a process that is started again whenever it ends."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

FIRST, LONGEST = 1.0, 60.0  # seconds
STEADY = 60.0  # a process that lived this long ends a series of crashes


class Restarts:
    """`with Restarts(file): serve()`: waits first when the last process did not end well.

    1 s, 2 s, 4 s … 60 s, until one has lived for a minute. One that ends without an exception, as at SIGTERM,
    leaves nothing behind, so whoever takes its place does not wait.
    """

    def __init__(self, record: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self.record, self.sleep = record, sleep

    def __enter__(self) -> Self:
        pause = self._pause()
        self.record.write_text(json.dumps({"at": time.time() + pause, "pause": pause}), encoding="ascii")
        self.sleep(pause)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.record.unlink(missing_ok=True)

    def _pause(self) -> float:
        try:
            last = json.loads(self.record.read_text(encoding="ascii"))
            at, pause = float(last["at"]), float(last["pause"])
        except (OSError, ValueError, KeyError, TypeError):  # there was none, or it crashed while writing
            return 0.0
        return 0.0 if time.time() - at > STEADY else min(LONGEST, max(FIRST, 2 * pause))
