"""Our event streams against django-eventstream's: the same ASGI servers, clients, Redis and events.

    python -m bench.sse      some ten minutes; needs redis-server and requirements-bench.txt

Processor time is that of the server processes while one push after the other goes to everybody; a delivery is
one event that reached one stream. Memory is what the server processes grew by, a stream. Ours asks who it is,
with all limits as they ship; django-eventstream asks nobody who they are and keeps no events.
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench._crowd import ASGI_SERVERS, Contender, Crowd, crowd, eventstream, ours, serving
from bench._figures import percentile_99, verdict
from bench._processes import Helper, cpu_seconds, helper, redis, resident_kb

SIZES = {500: 60, 4000: 15}  # streams, and pushes to them
ROUNDS = 3  # of each, in turns; the medians count
CPU_BAR, MEMORY_BAR = 0.25, 0.5  # of theirs
MANY, MANY_PUSHES, WORKERS, CLIENTS = 10_000, 20, 4, 2
P99_BAR_MS, KB_BAR = 500, 25
LONE_PUSHES, IDLE_SECONDS, LONE_BAR = 300, 5.0, 1.25
STREAMS_EACH = 10  # of one person, as many as may be
WARM_UP = 20  # streams a process, for it to load what it loads once


@dataclass(frozen=True)
class Side:
    """A contender, its helper that pushes, and a cookie for each stream that may be opened."""

    contender: Contender
    pushing: Helper
    cookies: list[str]


@dataclass(frozen=True)
class Figures:
    """What so many streams cost."""

    open_ms: list[float]
    seconds: float
    cpu_us: float
    kb: float
    pushes: list[list[float]]  # milliseconds of each delivery


def main() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with redis() as port, tempfile.TemporaryDirectory() as folder, two_sides(port, Path(folder)) as sides:
        for asgi in ASGI_SERVERS:
            for count, pushes in SIZES.items():
                compare(sides, asgi, count, pushes)
        for asgi in ASGI_SERVERS:
            many(sides[0], asgi)
            lone(sides[0], asgi)


@contextmanager
def two_sides(port: int, folder: Path) -> Iterator[tuple[Side, Side]]:
    """Ours and theirs, ready to push."""
    folder.joinpath("static").mkdir()  # whose absence would be remarked on
    us, them = ours(port, folder), eventstream(port)
    with helper(us.pushing, us.environment) as our_push, helper(them.pushing, them.environment) as their_push:
        one_each = our_push.ask(do="sign_in", people=MANY // STREAMS_EACH + 1)["cookies"]
        cookies = one_each * STREAMS_EACH
        yield Side(us, our_push, cookies), Side(them, their_push, [""] * len(cookies))


def compare(sides: Sequence[Side], asgi: str, count: int, pushes: int) -> None:
    """Prints what either costs, and ours as a part of theirs."""
    print(f"\n{count:,} streams on {asgi}")
    turns = [[measure(side, asgi, count, pushes) for side in sides] for _round in range(ROUNDS)]
    mine, other = (list(figures) for figures in zip(*turns, strict=True))
    for side, figures in zip(sides, (mine, other), strict=True):
        print(f"  {side.contender.name:<20}{described(figures)}")
    cpu, kb = median_cpu(mine) / median_cpu(other), median_kb(mine) / median_kb(other)
    print(f"  CPU {cpu:.2f}× {verdict(cpu, CPU_BAR)} the bar of {CPU_BAR}×,", end=" ")
    print(f"memory {kb:.2f}× {verdict(kb, MEMORY_BAR)} the bar of {MEMORY_BAR}×", flush=True)


def many(side: Side, asgi: str) -> None:
    """Prints how four workers carry ten thousand streams."""
    figures = measure(side, asgi, MANY, MANY_PUSHES, WORKERS, CLIENTS)
    delivered = sum(map(len, figures.pushes))
    worst = max(percentile_99(push) for push in figures.pushes)
    print(f"\n{MANY:,} streams over {WORKERS} workers on {asgi}, {MANY_PUSHES} pushes")
    print(f"  {described([figures])}")
    print(f"  {delivered:,} of {MANY * MANY_PUSHES:,} delivered")
    print(f"  p99 of the slowest push {worst:.0f} ms {verdict(worst, P99_BAR_MS)} the bar of {P99_BAR_MS} ms")
    print(f"  {figures.kb:.0f} KB a stream {verdict(figures.kb, KB_BAR)} the bar of {KB_BAR} KB", flush=True)


def lone(side: Side, asgi: str) -> None:
    """Prints what an event to one person costs all workers, without others and with ten thousand of them.

    Pings and the look at the database are put off, or they alone would be measured.
    """
    rare = {**side.contender.environment, "REALTIME_PING_SECONDS": "600", "REALTIME_POLL_SECONDS": "600"}
    contender = replace(side.contender, environment=rare)
    with (
        serving(contender, asgi, WORKERS) as (ports, pids),
        crowd(contender, ports) as one,
        crowd(contender, ports, CLIENTS) as others,
    ):
        people = len(side.cookies) // STREAMS_EACH
        strangers = [cookie for turn, cookie in enumerate(side.cookies) if turn % people]
        one.open(side.cookies[:1])
        alone = push_cost(one, side.pushing, pids)
        others.open(strangers[:MANY])
        crowded = push_cost(one, side.pushing, pids)
    ratio = crowded / alone
    print(f"\nAn event to one person on {asgi}: {alone:.0f} µs alone,", end=" ")
    print(f"{crowded:.0f} µs with {MANY:,} others: {ratio:.2f}×", end=" ")
    print(f"{verdict(ratio, LONE_BAR)} the bar of {LONE_BAR}×", flush=True)


def measure(side: Side, asgi: str, count: int, pushes: int, workers: int = 1, clients: int = 1) -> Figures:
    """Opens `count` streams, then sends `pushes` events to all of them, one after the other."""
    with (
        serving(side.contender, asgi, workers) as (ports, pids),
        crowd(side.contender, ports, clients) as listeners,
    ):
        first = WARM_UP * workers
        listeners.open(side.cookies[:first])
        listeners.gather(side.pushing, within=1)  # theirs may not have subscribed yet and lose it
        empty, started = resident_kb(pids), time.monotonic()
        open_ms = listeners.open(side.cookies[first:count])
        seconds = time.monotonic() - started
        if not listeners.gather(side.pushing):
            raise RuntimeError(f"{side.contender.name} delivered nothing.")
        before = cpu_seconds(pids)
        taken = [listeners.gather(side.pushing) for _push in range(pushes)]
        used = cpu_seconds(pids) - before
        grown = resident_kb(pids) - empty
    return Figures(open_ms, seconds, used * 1e6 / sum(map(len, taken)), grown / (count - first), taken)


def push_cost(one: Crowd, pushing: Helper, pids: list[int]) -> float:
    """Microseconds that all workers together spend on an event to `one`, beyond what idling takes."""
    one.gather(pushing, "person")
    before = cpu_seconds(pids)
    time.sleep(IDLE_SECONDS)
    idle = (cpu_seconds(pids) - before) / IDLE_SECONDS
    before, started = cpu_seconds(pids), time.monotonic()
    delivered = sum(len(one.gather(pushing, "person")) for _push in range(LONE_PUSHES))
    used = cpu_seconds(pids) - before - idle * (time.monotonic() - started)
    return used * 1e6 / delivered


def described(rounds: Sequence[Figures]) -> str:
    """Medians of the rounds as a line."""
    latencies = [value for figures in rounds for push in figures.pushes for value in push]
    return (
        f"CPU {median_cpu(rounds):4.0f} µs a delivery, {median_kb(rounds):3.0f} KB a stream, delivery p50 "
        f"{statistics.median(latencies):4.0f} p99 {percentile_99(latencies):4.0f} ms, opened in "
        f"{statistics.median(figures.seconds for figures in rounds):.1f} s, each in "
        f"{statistics.median(value for figures in rounds for value in figures.open_ms):.0f} ms"
    )


def median_cpu(rounds: Sequence[Figures]) -> float:
    """Microseconds of the servers' processors a delivery."""
    return statistics.median(figures.cpu_us for figures in rounds)


def median_kb(rounds: Sequence[Figures]) -> float:
    """Kilobytes a stream."""
    return statistics.median(figures.kb for figures in rounds)


if __name__ == "__main__":
    main()
