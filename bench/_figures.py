"""Figures as the benches tell them."""

import statistics
from collections.abc import Sequence


def percentile_95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return statistics.quantiles(values, n=20)[-1]


def percentile_99(values: Sequence[float]) -> float:
    """The value that one in a hundred exceeds."""
    return statistics.quantiles(values, n=100)[-1]


def verdict(value: float, bar: float) -> str:
    """ "within" or "MISSES", for the end of a line."""
    return "within" if value <= bar else "MISSES"
