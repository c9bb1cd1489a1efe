"""Faults while people work: what was lost, what they saw, for how long.

    python -m bench.faults            make faults; some ten minutes; writes its table into docs/reliability.md
    python -m bench.faults --short    three faults and fewer people

Ends with 1 when something acknowledged was lost, or a rolling deploy showed an answer of 500 and above.
"""

import argparse
import signal
import sys

from bench.faults import report
from bench.faults.drill import Outcome, Size, drill, failures
from bench.faults.faults import ALL, SHORT

# 45 seconds with each fault: over all of them 10,000 saves and more.
LONG = Size(editors=50, streams=1000, least=45.0)
SHORTER = Size(editors=6, streams=24, before=1.0, every=1.0)


def run(*, short: bool) -> list[Outcome]:
    """All outcomes; prints each as it comes."""
    faults, size = (SHORT, SHORTER) if short else (ALL, LONG)
    outcomes = []
    with drill(size) as ready:
        for outcome in ready.go_through(faults):
            print(" | ".join(report.row(outcome)), flush=True)
            outcomes.append(outcome)
    return outcomes


def main() -> int:
    """The command line above."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    outcomes = run(short=asked.short)
    saves = sum(outcome.tally.acknowledged for outcome in outcomes if outcome.tally)
    size = SHORTER if asked.short else LONG
    people = f"{size.editors} editors and {size.streams:,} streams"
    where = report.circumstances(f"{people}; {saves:,} saves acknowledged.")
    text = f"{report.table(outcomes)}\n\n{where}"
    print(f"\n{text}")
    if not asked.short:
        report.write("faults", text)
    failed = failures(outcomes)
    print("\n".join(failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
