"""How long saves took, from how many of them fell between which bounds. Pure arithmetic."""

import math
from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from apps.stability.metrics import SAVE_BOUNDS

LONGEST = SAVE_BOUNDS[-1]  # nothing is known of what took longer, but that it did


def quantile(saves: Mapping[float, int], share: float) -> float | None:
    """The seconds within which `share` of the saves were done, estimated; LONGEST at most, None without any.

    `saves` has their number by the upper bound of their time. Within its bounds each time is taken to be as
    likely as any other.
    """
    wanted, below = share * sum(saves.values()), 0
    for bound, number in sorted(saves.items()):
        if number and below + number >= wanted:
            lower = max((other for other in SAVE_BOUNDS if other < bound), default=0.0)
            return lower if math.isinf(bound) else lower + (bound - lower) * (wanted - below) / number
        below += number
    return None


def in_words(seconds: float | None) -> str:
    """`12 ms`, `1.2 s`, `10 s or more`, or a dash for None."""
    if seconds is None:
        return "–"
    if seconds >= LONGEST:
        return _("%(number)s s or more") % {"number": number_format(LONGEST, 0)}
    if seconds < 1:
        return _("%(number)s ms") % {"number": max(1, round(seconds * 1000))}
    return _("%(number)s s") % {"number": number_format(seconds, 1)}
