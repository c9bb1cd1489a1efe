"""Food search on an index of words: one range of one index per query, on SQLite and on MongoDB alike.

`icontains` would read all foods, and `startswith` is LIKE … ESCAPE on SQLite, which uses no index.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.foods.models import Food, FoodWord, State
from apps.foods.sources import STARTER
from apps.foods.words import (
    HEAD_BONUS,
    PLAIN_WORDS,
    STOPWORDS,
    UNFINISHED_PENALTY,
    is_head,
    is_whole_name,
    line_of,
    match,
    same_words,
    weights,
    words_of,
)

# Hits read per range, best weights first, before they are ranked by all words of the query.
CANDIDATES = 120
# One or two letters begin thousands of words. Those at the head of plain, short names are enough to fill a
# list of results, and the index alone tells them by their weight.
BROAD = 2
HEAD = 0
# Further words only narrow what the first ones found; more than these are not looked at.
MOST_WORDS = 8

Hit = tuple[UUID, int, str]


def food_ids(query: str, limit: int) -> list[UUID]:
    """The foods that `query` finds by name, other name or local name, best first; [] when it has no word.

    Every word of the query must begin a word of the food. A food that is called exactly so comes first.
    Then words near the head of a name ("Rice, white") come before words further on, short names before long
    ones, plain foods before dishes, the starter table before others.
    """
    tokens = _tokens(query)
    if not tokens:
        return []
    # The word that tells most is looked up in the index; "cooked" and short words are in too many names.
    driver = max(tokens, key=lambda token: (token not in PLAIN_WORDS, len(token)))
    others = [token for token in tokens if token != driver]
    forms = same_words(driver)
    whole_words = list(_hits(Q(word__in=sorted(forms)), others))
    begun = [] if len(whole_words) == CANDIDATES else _begun(driver, others, limit)
    best: dict[UUID, tuple[int, str]] = {}
    for penalty, hits in ((0, whole_words), (UNFINISHED_PENALTY, begun)):
        for food_id, weight, line in hits:
            hit = (weight + penalty, line)
            best[food_id] = min(hit, best.get(food_id, hit))
    return sorted(best, key=lambda food_id: _rank(tokens, others, *best[food_id]))[:limit]


def index_foods(foods: Sequence[Food]) -> None:
    """Write the words of these saved foods anew; a food that is not offered has none."""
    FoodWord.objects.filter(food__in=[food.pk for food in foods]).delete()
    FoodWord.objects.bulk_create(_words(food for food in foods if food.is_active), batch_size=2000)


def _tokens(query: str) -> list[str]:
    words = list(dict.fromkeys(words_of(query)))
    telling = [word for word in words if word not in STOPWORDS]
    return (telling or words)[:MOST_WORDS]


def _hits(words: Q, others: Iterable[str]) -> "QuerySet[FoodWord, Hit]":
    rows = FoodWord.objects.filter(words)
    for token in others:
        begins = Q(text__contains=f" {token}")
        for form in same_words(token):
            if not form.startswith(token):
                begins |= Q(text__contains=f" {form} ")
        rows = rows.filter(begins)
    return rows.order_by("weight").values_list("food_id", "weight", "text")[:CANDIDATES]


def _begun(driver: str, others: list[str], limit: int) -> list[Hit]:
    """The best hits among words that begin with `driver`."""
    words = Q(word__gte=driver, word__lt=_after(driver))
    if len(driver) <= BROAD and not others:
        heads = list(_hits(words & Q(weight__lte=HEAD), []))
        if len({food_id for food_id, _weight, _line in heads}) >= limit:
            return heads
    return list(_hits(words, others))


def _rank(tokens: list[str], others: list[str], weight: int, line: str) -> tuple[bool, int, int, str]:
    total = weight + sum(match(token, line) or 0 for token in others)
    if is_head(tokens, line):
        total -= HEAD_BONUS
    return (not is_whole_name(tokens, line), total, len(line), line)


def _after(prefix: str) -> str:
    """The end of the range of words that begin with `prefix`."""
    return prefix + "\U0010ffff"


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
