"""Lines over time as numbers, and the small arithmetic of measures."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from apps.clients.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, draw, scale
from apps.clients.measures import bmi, change, plain

MARCH = date(2026, 3, 1)


def test_one_day_makes_no_line() -> None:
    assert draw([]) is None
    assert draw([(MARCH, Decimal("72"))]) is None
    assert draw([(MARCH, Decimal("72")), (MARCH, Decimal("73"))]) is None


def test_a_line_goes_from_edge_to_edge_in_time() -> None:
    days = [MARCH, date(2026, 3, 11), date(2026, 3, 21)]
    chart = draw(list(zip(days, map(Decimal, ("70", "75", "80")), strict=True)))
    assert chart
    assert [point.x for point in chart.points] == [LEFT, (LEFT + WIDTH - RIGHT) / 2, WIDTH - RIGHT]
    assert [point.y for point in chart.points] == [HEIGHT - BOTTOM, (TOP + HEIGHT - BOTTOM) / 2, TOP]
    assert chart.line == "36.0,126.0 174.0,68.0 312.0,10.0"


@pytest.mark.parametrize(
    ("low", "high"), [("70", "80"), ("71.3", "72.1"), ("60", "60"), ("0", "0"), ("3", "400")]
)
def test_the_scale_is_even_and_holds_every_value(low: str, high: str) -> None:
    made = scale(Decimal(low), Decimal(high))
    assert made[0] <= Decimal(low) <= Decimal(high) <= made[-1]
    assert len({later - earlier for earlier, later in pairwise(made)}) == 1
    assert 2 <= len(made) <= 7


@pytest.mark.parametrize(
    ("before", "after", "words"), [("72.5", "72.90", "+0.4"), ("72", "70", "−2"), ("1", "1.0", "0")]
)
def test_a_change_has_its_sign(before: str, after: str, words: str) -> None:
    assert change(Decimal(before), Decimal(after)) == words


def test_numbers_are_said_without_the_zeros_of_their_column() -> None:
    assert [plain(Decimal(text)) for text in ("72.50", "100", "72.00", "1E+2")] == [
        "72.5",
        "100",
        "72",
        "100",
    ]


def test_body_mass_index() -> None:
    """81 kg at 1.8 m is 25 by definition of the index: weight over the square of height."""
    assert bmi(Decimal("81"), Decimal("180")) == Decimal("25.0")
    assert bmi(None, Decimal("180")) is None
    assert bmi(Decimal("81"), None) is None


def test_the_steps_of_a_scale_are_round() -> None:
    assert scale(Decimal("71"), Decimal("79")) == [70, 72, 74, 76, 78, 80]
