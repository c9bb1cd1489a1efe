"""Which foods are called exactly so: for text that was written elsewhere, such as the rows of a spreadsheet.

A search guesses what somebody is about to type, and they see what it offers. Here nobody looks on, so a food
only counts when one of its names is the whole text; case, accents and punctuation do not matter.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from apps.foods.models import FoodWord
from apps.foods.words import PLAIN_WORDS, STOPWORDS, words_of

# More foods of one name than these are not offered to choose from.
MOST_FOODS = 8
_NAME, _OTHER = 0, 1

Words = tuple[str, ...]


def foods_called(names: Sequence[str]) -> dict[str, list[UUID]]:
    """For each of `names` the foods called so, best first; [] when there is none. One query.

    A food whose own name it is comes instead of foods that have it among their other or local names.
    """
    words = {name: tuple(words_of(name)) for name in names}
    asked: dict[str, set[Words]] = defaultdict(set)
    for wanted in words.values():
        if driver := _driver(wanted):
            asked[driver].add(wanted)
    found: dict[Words, dict[UUID, int]] = defaultdict(dict)
    rows = FoodWord.objects.filter(word__in=sorted(asked)).order_by("weight", "text")
    for word, food_id, line in rows.values_list("word", "food_id", "text"):
        for wanted in asked[word]:
            field = _field_called(wanted, line)
            if field is not None:
                found[wanted][food_id] = min(field, _OTHER)
    return {name: _best(found[wanted]) if wanted in found else [] for name, wanted in words.items()}


def _driver(words: Words) -> str | None:
    """The word that is looked up in the index: the one that is probably in the fewest names."""
    telling = [word for word in words if word not in STOPWORDS]
    return max(telling, key=lambda word: (word not in PLAIN_WORDS, len(word)), default=None)


def _field_called(wanted: Words, line: str) -> int | None:
    """The first field of a food's line in which the words are one whole name; None when they are none."""
    if not all(f" {word} " in line for word in wanted):
        return None
    return next((field for field, phrase in _phrases(line) if phrase == wanted), None)


def _phrases(line: str) -> Iterator[tuple[int, Words]]:
    for field, part in enumerate(line.split("|")):
        for phrase in part.split(" ; "):
            yield field, tuple(word for word in phrase.split() if word not in {",", ";"})


def _best(foods: dict[UUID, int]) -> list[UUID]:
    first = min(foods.values())
    return [food_id for food_id, field in foods.items() if field == first][:MOST_FOODS]
