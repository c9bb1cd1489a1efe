"""What the header of a template says of itself."""

import pytest

from apps.diet_templates.header import split_tags
from apps.diet_templates.models import DietTemplate
from apps.menus.ranges import range_text


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", []),
        (" , ,", []),
        ("monsoon", ["monsoon"]),
        ("office  lunch , Monsoon,monsoon,", ["office lunch", "Monsoon"]),
    ],
)
def test_tags(text: str, tags: list[str]) -> None:
    assert split_tags(text) == tags


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, ""),
        (1300, 1500, "1,300 to 1,500"),
        (0, 50, "0 to 50"),
        (60, None, "from 60"),
        (0, None, "from 0"),
        (None, 50, "up to 50"),
        (1400, 1400, "1,400"),
    ],
)
def test_ranges_in_words(low: int | None, high: int | None, words: str) -> None:
    assert range_text(low, high) == words
    assert DietTemplate(kcal_min=low, kcal_max=high).kcal_text == words
