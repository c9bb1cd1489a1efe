"""What several processes count, as one: prometheus_client keeps the figures of each in files of one folder.

Each process holds a lock on a file of its own for as long as it lives, however it ends. What a dead one
leaves behind is added to the files of process 0, which nobody is: totals never fall, and the folder does not
grow. What it had open is forgotten: nothing is open in a dead process.
"""

import fcntl
import json
import logging
import os
import struct
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from prometheus_client import REGISTRY, CollectorRegistry, Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector

from apps.stability.folder import VARIABLE

logger = logging.getLogger(__name__)


class SharedFigures:
    """The folder, as one process sees it; prometheus_client takes it for a collector."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._alive: IO[bytes] | None = None

    def join(self) -> None:
        """Takes part. Must come before anything is counted, and again in a process that was forked off."""
        if self._alive:
            self._alive.close()
        with self._locked():
            self._bury_the_dead()
            self._alive = (self.folder / f"{os.getpid()}.alive").open("ab")
            fcntl.flock(self._alive, fcntl.LOCK_EX)

    def collect(self) -> list[Metric]:
        """The sums over all processes, those that have ended included."""
        with self._locked():
            self._bury_the_dead()
            files = [str(file) for file in self.folder.glob("*.db") if file.stat().st_size]
            return list(MultiProcessCollector.merge(files))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _bury_the_dead(self) -> None:
        for alive in self.folder.glob("*.alive"):
            if _is_free(alive):
                for file in self.folder.glob(f"*_{alive.stem}.db"):
                    if not file.name.startswith("gauge_"):
                        _add(file, file.with_name(f"{file.stem.split('_')[0]}_0.db"))
                    file.unlink()
                alive.unlink()


def _is_free(file: Path) -> bool:
    """Whether nobody holds the lock on it any more."""
    with file.open("rb") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _add(source: Path, target: Path) -> None:
    """Adds the figures in `source` to those in `target`, which is never half written."""
    try:
        news = _values(source)
    except (struct.error, RuntimeError, ValueError) as error:  # as a power cut may leave it
        logger.warning("What a process had counted in %s cannot be read (%r).", source, error)
        return
    totals = defaultdict(float, _values(target) if target.exists() else {})
    for key, value in news.items():
        totals[key] += value
    unfinished = target.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    sums = MmapedDict(str(unfinished))
    for key, value in totals.items():
        sums.write_value(key, value, 0.0)
    sums.close()
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(target)


def _values(file: Path) -> dict[str, float]:
    values = {}
    for key, value, *_ in MmapedDict.read_all_values_from_file(str(file)):
        json.loads(key)  # raises ValueError for what is no key of prometheus_client
        values[key] = value
    return values


figures = SharedFigures(Path(os.environ[VARIABLE])) if VARIABLE in os.environ else None


def take_part() -> None:
    """Has this process, and each that is forked off it, count in the folder. Must come before it counts."""
    if figures:
        figures.join()
        os.register_at_fork(after_in_child=figures.join)


def registry() -> CollectorRegistry:
    """What `/metrics` tells: the sums, or what this process counts where there is no folder to share."""
    if figures is None:
        return REGISTRY
    sums = CollectorRegistry()
    sums.register(figures)
    return sums
