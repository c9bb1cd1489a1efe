"""One letter's typo: told as pure functions, then forgiven in the search."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from apps.foods.models import WordGap
from apps.foods.search import FEW, food_ids
from apps.foods.typos import SHORTEST, gaps, is_near
from tests.foods.builders import a_food
from tests.foods.test_search import found

LETTERS = st.text("abcdeस", min_size=SHORTEST, max_size=9)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("panner", "paneer"),  # a wrong letter
        ("chapatti", "chapati"),  # one too many
        ("chapati", "chapatti"),  # one missing
        ("brocoli", "broccoli"),
        ("bhidni", "bhindi"),  # two swapped
        ("aneer", "paneer"),  # the first one missing
        ("paneerr", "paneer"),
        ("दालल", "दाल" + "ल" + "ल"),
    ],
)
def test_one_typo_is_near_in_both_directions(typed: str, meant: str) -> None:
    assert is_near(typed, meant)
    assert is_near(meant, typed)
    assert gaps(typed) & gaps(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paneer", "paneer"),  # no typo at all
        ("pannier", "paneer"),  # two
        ("abcd", "bcda"),  # two, though they share a gap
        ("dal", "dall"),  # too short to tell
        ("rice", "ice"),
        ("bread", "beard"),
    ],
)
def test_nothing_else_is_near(one: str, other: str) -> None:
    assert not is_near(one, other)
    assert not is_near(other, one)


@given(LETTERS, st.integers(0, 8), st.sampled_from("abcdeस"))
def test_every_typo_shares_a_gap_with_the_word(word: str, at: int, letter: str) -> None:
    at %= len(word)
    typos = {
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    for typo in typos - {word}:
        if len(typo) >= SHORTEST:
            assert is_near(typo, word)
            assert gaps(typo) & gaps(word)


@given(LETTERS, LETTERS)
def test_near_is_what_the_edit_distance_says(one: str, other: str) -> None:
    assert is_near(one, other) == (distance(one, other) == 1)


def distance(one: str, other: str) -> int:
    """Letters to insert, remove, replace or swap with the next: the textbook table."""
    rows = [[max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i, a in enumerate(one, start=1):
        for j, b in enumerate(other, start=1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@pytest.mark.django_db
class TestSearch:
    """What the search does with it."""

    @pytest.mark.parametrize("typed", ["panner", "paner", "paneeer", "apneer", "PANNER", "panner tikka"])
    def test_a_typo_finds_the_food(self, typed: str) -> None:
        a_food("Paneer tikka")

        assert found(typed) == ["Paneer tikka"]

    def test_each_word_may_have_its_own(self) -> None:
        a_food("Paneer butter masala")
        a_food("Paneer")

        assert found("panner buttr") == ["Paneer butter masala"]

    def test_a_typo_ranks_as_the_word_that_was_meant(self) -> None:
        a_food("Palak paneer")
        a_food("Paneer, cow's milk, fresh")

        assert found("panner") == found("paneer") == ["Paneer, cow's milk, fresh", "Palak paneer"]

    def test_what_is_written_so_comes_first(self) -> None:
        a_food("Paneer", source="starter")
        a_food("Chicken and a long list of things with panner")

        assert found("panner") == ["Chicken and a long list of things with panner", "Paneer"]

    def test_two_typos_and_short_words_are_not_guessed(self) -> None:
        a_food("Paneer")
        a_food("Dal")

        assert found("pannier") == found("dall") == found("dql") == []

    def test_plenty_of_hits_are_not_mixed_with_guesses(self) -> None:
        for number in range(FEW):
            a_food(f"Bread {number}")
        a_food("Breed")

        assert "Breed" not in found("bread")

    def test_a_typo_costs_a_bounded_number_of_queries(self) -> None:
        for number in range(60):
            a_food(f"Paneer {number}")

        with CaptureQueriesContext(connection) as queries:
            assert len(food_ids("panner", 20)) == 20
        assert len(queries) == 5

    def test_gaps_are_written_once_a_word(self) -> None:
        a_food("Paneer")
        before = WordGap.objects.count()
        a_food("Paneer tikka")

        assert before == len(gaps("paneer"))
        assert WordGap.objects.filter(word="paneer").count() == before
