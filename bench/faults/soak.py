"""Long quiet work: whether memory, descriptors, connections and latencies stay where they are.

    python -m bench.faults.soak --seconds 1200      make soak SECONDS=1200

The same people as in bench.faults, and no faults. A sample each 10 s; after a warm-up, a figure is flat when
the median of its last quarter is above that of its first by no more than MEASURES allows. Ends with 1 when
one is not.
"""

import argparse
import signal
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from bench._figures import percentile_99
from bench._processes import resident_kb
from bench.faults import report
from bench.faults.drill import Drill, Size, drill

SIZE = Size(editors=50, streams=1000)
EVERY, WARM_UP = 10.0, 60.0  # seconds
MEASURES = {  # and by how much each may grow
    "Memory of the workers (MB)": 0.05,
    "Descriptors of the workers": 0.05,
    "Threads of the workers": 0.05,
    "Connections of the primary": 0.05,
    "Clients of Redis": 0.05,
    "Save, median (ms)": 0.5,
    "Save, p99 (ms)": 0.5,
}


@dataclass(frozen=True)
class Course:
    """How one measure went."""

    name: str
    first: float
    last: float
    highest: float

    @property
    def growth(self) -> float:
        """From the first quarter to the last, as a part of the first."""
        return self.last / self.first - 1

    @property
    def is_flat(self) -> bool:
        """Whether that is allowed."""
        return self.growth <= MEASURES[self.name]


def sample(ready: Drill) -> tuple[float, ...]:
    """One figure for each measure."""
    practice, pids = ready.practice, ready.practice.worker_pids()
    with closing(practice.database()) as client:
        connections = client.admin.command("serverStatus")["connections"]["current"]
    with closing(Redis.from_url(practice.redis_url)) as redis:
        clients = redis.info("clients")["connected_clients"]
    milliseconds = [seconds * 1000 for seconds in ready.crowd.turn().latencies]
    return (
        resident_kb(pids) / 1024,
        sum(entries(pid, "fd") for pid in pids),
        sum(entries(pid, "task") for pid in pids),
        connections,
        clients,
        statistics.median(milliseconds),
        percentile_99(milliseconds),
    )


def entries(pid: int, folder: str) -> int:
    """How many of its descriptors, or threads, a process has."""
    return sum(1 for _entry in Path(f"/proc/{pid}/{folder}").iterdir())


def courses(samples: Sequence[tuple[float, ...]]) -> list[Course]:
    """Of each measure."""
    quarter = max(1, len(samples) // 4)
    return [
        Course(name, statistics.median(values[:quarter]), statistics.median(values[-quarter:]), max(values))
        for name, values in zip(MEASURES, zip(*samples, strict=True), strict=True)
    ]


def table(found: Sequence[Course]) -> str:
    """One line a measure."""
    lines = [
        "| | First quarter | Last quarter | Highest | Growth | Allowed | |",
        "|---|---|---|---|---|---|---|",
    ]
    for course in found:
        figures = f"{course.first:,.0f} | {course.last:,.0f} | {course.highest:,.0f} | {course.growth:+.1%}"
        verdict = "flat" if course.is_flat else "NOT flat"
        lines.append(f"| {course.name} | {figures} | {MEASURES[course.name]:.0%} | {verdict} |")
    return "\n".join(lines)


def soak(ready: Drill, seconds: float) -> tuple[list[tuple[float, ...]], int]:
    """A sample each EVERY seconds after the warm-up; and the acknowledged saves that were lost."""
    time.sleep(WARM_UP)
    ready.crowd.turn()
    samples = []
    for _turn in range(int(seconds / EVERY)):
        time.sleep(EVERY)
        samples.append(sample(ready))
    return samples, ready.crowd.lost()


def main() -> int:
    """The command line above."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults.soak", description=__doc__)
    parser.add_argument("--seconds", type=int, default=1200)
    seconds = parser.parse_args().seconds
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with drill(SIZE) as ready:
        samples, lost = soak(ready, seconds)
    found = courses(samples)
    people = f"{SIZE.editors} editors and {SIZE.streams:,} streams"
    what = f"{people} for {seconds / 60:.0f} minutes; {lost} saves lost."
    text = f"{table(found)}\n\n{report.circumstances(what)}"
    print(text)
    report.write("soak", text)
    return bool(lost) or not all(course.is_flat for course in found)


if __name__ == "__main__":
    sys.exit(main())
