"""One fault after the other, and what each did."""

import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench._processes import Helper, helper
from bench.faults.crowd import Crowd, people_needed
from bench.faults.editors import Person
from bench.faults.faults import ROLLING_DEPLOY, Fault
from bench.faults.practice import Practice, running
from bench.faults.tally import Tally, now

RECOVERY = 180.0  # seconds, the longest that is waited for
ANNOUNCEMENTS = 3  # with each fault


@dataclass(frozen=True)
class Size:
    """How many people work, and how long: `before` each fault, and at `least` with each, in seconds."""

    editors: int
    streams: int
    before: float = 5.0
    least: float = 0.0
    every: float = 3.0  # seconds between announcements


@dataclass(frozen=True)
class Outcome:
    """Of one fault. None for `tally`: it was not possible, for that reason."""

    fault: str
    tally: Tally | None = None
    problem: str = ""
    lost: int = 0
    missing: int = 0
    well_after: float | None = None  # seconds since it was over; None: not within RECOVERY
    open_streams: int = 0

    @property
    def failures(self) -> Iterator[str]:
        """What breaks the promise."""
        if self.tally is None:
            return
        if self.lost or self.tally.backwards:
            yield f"{self.fault}: {self.lost + self.tally.backwards} acknowledged saves lost"
        if self.missing:
            yield f"{self.fault}: {self.missing} notifications lost"
        if self.well_after is None:
            yield f"{self.fault}: not well again within {RECOVERY:.0f} s"
        if self.fault == ROLLING_DEPLOY.name and self.tally.server_errors():
            yield f"{self.fault}: {self.tally.server_errors()} answers of 500 and above"


@dataclass
class Drill:
    """A practice, its crowd, and who tells it things."""

    practice: Practice
    crowd: Crowd
    office: Helper
    size: Size
    announced: int = 0

    def go_through(self, faults: Iterable[Fault]) -> Iterator[Outcome]:
        """Each fault, with a recovery after it."""
        for fault in faults:
            problem = fault.problem()
            yield Outcome(fault.name, problem=problem) if problem else self._go_through(fault)

    def _go_through(self, fault: Fault) -> Outcome:
        self.crowd.turn()
        began = now()
        time.sleep(self.size.before)
        self._announce()
        with fault.hurt(self.practice):
            time.sleep(fault.lasts)
        over = now()
        well_at = self.wait_until_well(over)
        self.office.hear()
        missing = self._missing()
        time.sleep(max(0.0, began + self.size.least - now()))
        lost = self.crowd.lost()
        well_after = None if well_at is None else well_at - over
        open_streams = self.crowd.open_streams()
        return Outcome(fault.name, self.crowd.turn(), "", lost, missing, well_after, open_streams)

    def wait_until_well(self, since: float) -> float | None:
        """When all workers were ready, all streams open, and all editors had saved after `since`."""
        deadline = now() + RECOVERY
        while now() < deadline:
            if self.crowd.are_back(since) and self.practice.are_workers_ready():
                return now()
            time.sleep(0.2)
        return None

    def _announce(self) -> None:
        numbers = list(range(self.announced, self.announced + ANNOUNCEMENTS))
        self.announced += ANNOUNCEMENTS
        self.office.tell(do="announce", numbers=numbers, every=self.size.every)

    def _missing(self) -> int:
        """What has not arrived everywhere; a stream without a push looks by itself within 15 s."""
        deadline = now() + 30
        while (missing := self.crowd.missing(self.announced)) and now() < deadline:
            time.sleep(0.2)
        return missing


@contextmanager
def drill(size: Size) -> Iterator[Drill]:
    """A practice with everybody at work."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the processes of the practice, too
    with running() as practice:
        settings = {**practice.site.environment(), "DATABASE_MIN_POOL_SIZE": "0"}
        with helper("bench.faults.people", settings) as office:
            answer = office.ask(do="sign_in", count=people_needed(size.editors, size.streams))
            people = [Person(**person) for person in answer["people"]]
            with Crowd(practice.url, people, size.editors, size.streams) as crowd:
                ready = Drill(practice, crowd, office, size)
                if ready.wait_until_well(now()) is None:
                    raise RuntimeError("Not everybody could begin to work.")
                yield ready


def failures(outcomes: Sequence[Outcome]) -> list[str]:
    """Of all of them, in words."""
    return [failure for outcome in outcomes for failure in outcome.failures]
