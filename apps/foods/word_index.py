"""Keeping the words of the search in step with the foods; only search.py reads what is written here."""

from collections.abc import Iterable, Sequence

from apps.foods.models import Food, FoodWord, State, WordGap
from apps.foods.sources import STARTER
from apps.foods.typos import gaps
from apps.foods.words import line_of, weights


def index_foods(foods: Sequence[Food]) -> None:
    """Write the words of these saved foods anew; a food that is not offered has none."""
    FoodWord.objects.filter(food__in=[food.pk for food in foods]).delete()
    rows = _words(food for food in foods if food.is_active)
    FoodWord.objects.bulk_create(rows, batch_size=2000)
    _learn({row.word for row in rows})


def _words(foods: Iterable[Food]) -> list[FoodWord]:
    rows: list[FoodWord] = []
    for food in foods:
        line = line_of(food.name, food.alt_names, food.local_names)
        rows += [
            FoodWord(word=word, weight=weight, text=line, food=food)
            for word, weight in _weights(food, line).items()
        ]
    return rows


def _weights(food: Food, line: str) -> dict[str, int]:
    return weights(line, plain=food.state != State.AS_EATEN, starter=food.source == STARTER)


def _learn(words: set[str]) -> None:
    """Adds the gaps of words that are new. Those of words that went stay: they lead to no food, and cost
    nothing but their rows. Two imports at once may write some twice, which changes nothing either."""
    long = {word for word in words if gaps(word)}
    known = set(WordGap.objects.filter(word__in=long).values_list("word", flat=True)) if long else set()
    rows = [WordGap(gap=gap, word=word) for word in sorted(long - known) for gap in gaps(word)]
    WordGap.objects.bulk_create(rows, batch_size=2000)
