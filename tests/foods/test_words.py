"""The words of foods: folded, weighed by their place, the same in singular and plural."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.foods.words import (
    LONGEST_TEXT,
    LONGEST_WORD,
    is_head,
    is_whole_name,
    line_of,
    match,
    places,
    weights,
    words_of,
)

RICE = line_of("Rice, white, cooked, no added fat", "basmati or jasmine rice", "chawal cooked; bhaat")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Crème FRAÎCHE", ["creme", "fraiche"]),
        ("Kellogg's Corn-Flakes (2%)", ["kelloggs", "corn", "flakes", "2"]),
        ("दाल मखनी", ["दाल", "मखनी"]),
        ("a\0b%_*\\'", ["a", "b"]),
        ("  ,;| ", []),
    ],
)
def test_words_are_folded_and_parted(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_line_keeps_the_names_apart() -> None:
    assert (
        RICE == " rice , white , cooked , no added fat | basmati or jasmine rice | chawal cooked ; bhaat | "
    )


def test_the_head_of_a_name_counts_most_and_a_local_name_as_much() -> None:
    found = weights(RICE, plain=True, starter=False)

    assert found["rice"] < found["white"] < found["added"]
    assert found["bhaat"] == found["rice"] < found["chawal"] < found["basmati"]
    assert "or" not in found


def test_short_plain_and_starter_foods_come_first() -> None:
    def weight(name: str, *, plain: bool = False, starter: bool = False) -> int:
        return weights(line_of(name, "", ""), plain=plain, starter=starter)["egg"]

    assert weight("Egg, whole, raw", plain=True) < weight("Egg omelette") < weight("Egg salad sandwich")
    assert weight("Egg", starter=True) < weight("Egg")
    assert weight("Egg, NFS") < weight("Egg") < weight("Egg, NS as to fat")


@pytest.mark.parametrize("token", ["eggs", "egg", "eg"])
def test_singular_plural_and_beginnings_match(token: str) -> None:
    assert match(token, line_of("Egg, boiled", "", "")) is not None


@pytest.mark.parametrize("token", ["gg", "eggy", "omelette"])
def test_other_words_do_not_match(token: str) -> None:
    assert match(token, line_of("Egg, boiled", "", "")) is None


def test_plurals_of_y_and_o_match() -> None:
    assert match("berries", line_of("Berry", "", "")) == match("tomatoes", line_of("Tomato", "", "")) == 0


@pytest.mark.parametrize(
    ("query", "whole_name", "head"),
    [
        ("rice white cooked no added fat", True, False),
        ("rice", False, True),
        ("bhaat", False, True),
        ("chawal cooked", False, True),
        ("ric", False, False),
        ("chawal", False, False),
        ("basmati or jasmine rice", False, False),
    ],
)
def test_how_a_food_is_called_is_told_apart(query: str, whole_name: bool, head: bool) -> None:
    assert is_whole_name(query.split(), RICE) is whole_name
    assert is_head(query.split(), RICE) is head


def test_a_name_in_brackets_is_a_segment_of_its_own() -> None:
    assert (
        line_of("Bhindi (okra, lady's finger), raw", "", "") == " bhindi , okra , ladys finger , raw | | | "
    )


def test_the_thing_itself_comes_before_what_is_made_of_it() -> None:
    names = ("Milk, toned (3 % fat)", "Milk chocolate", "Rice pudding with milk")
    found = [weights(line_of(name, "", ""), plain=False, starter=False)["milk"] for name in names]

    assert found == sorted(set(found))


@given(st.text(max_size=700), st.text(max_size=700), st.text(max_size=700))
def test_any_text_gives_a_line_that_fits(name: str, other: str, local: str) -> None:
    line = line_of(name, other, local)

    assert len(line) <= LONGEST_TEXT
    assert all(0 < len(place.word) <= LONGEST_WORD for place in places(line))
    for word in weights(line, plain=False, starter=False):
        assert match(word, line) is not None
