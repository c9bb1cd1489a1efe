"""Food search on an index of words: one range of one index per query, on SQLite and on MongoDB alike.

`icontains` would read all foods, and `startswith` is LIKE … ESCAPE on SQLite, which uses no index.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.foods.choices import Choices
from apps.foods.models import FoodWord, WordGap
from apps.foods.typos import gaps, is_near
from apps.foods.words import (
    HEAD_BONUS,
    PLAIN_WORDS,
    STOPWORDS,
    UNFINISHED_PENALTY,
    is_head,
    is_whole_name,
    match,
    same_words,
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

# With fewer foods than these found as typed, words that are one typo away are looked up as well.
FEW = 5
TYPO_PENALTY = 40

Hit = tuple[UUID, int, str]
# Words of the index that may stand for a word of the query.
Near = Mapping[str, frozenset[str]]


def food_ids(query: str, limit: int, choices: Choices = Choices()) -> list[UUID]:  # noqa: B008 (frozen)
    """The foods that `query` finds by name, other name or local name, best first; [] when it has no word.

    Every word of the query must begin a word of the food. What is found as typed comes before what is found
    with a typo forgiven; of that, `choices` come first: favourites, then what was used lately. Then a food
    that is called exactly so; words near the head of a name ("Rice, white") before words further on, short
    names before long ones, plain foods before dishes, the starter table before others.
    Two queries; one more with choices, up to four more when little is found.
    """
    tokens = _tokens(query)
    if not tokens:
        return []
    found = _found({token: frozenset() for token in tokens}, tokens, choices, limit)
    ranks = {food_id: (False, *rank) for food_id, rank in found.items()}
    if len(ranks) < FEW:
        near = _near(tokens)
        if any(near.values()):
            guessed = _found(near, tokens, choices, limit)
            ranks = {food_id: (True, *rank) for food_id, rank in guessed.items()} | ranks
    return sorted(ranks, key=lambda food_id: ranks[food_id])[:limit]


def _found(
    near: Near, tokens: list[str], choices: Choices, limit: int
) -> dict[UUID, tuple[int, bool, int, int, str]]:
    """The rank of each food that has every token, or a word of `near` in its place."""
    # The word that tells most is looked up in the index; "cooked" and short words are in too many names.
    driver = max(tokens, key=lambda token: (token not in PLAIN_WORDS, len(token)))
    others = {token: near[token] for token in tokens if token != driver}
    whole = Q(word__in=sorted(same_words(driver) | near[driver]))
    hits = list(_hits(whole, others))
    groups = [(0, hits)]
    if len(hits) < CANDIDATES:
        groups.append((UNFINISHED_PENALTY, _begun(driver, others, limit)))
    if choices:
        begins = Q(word__gte=driver, word__lt=_after(driver))
        groups.append((UNFINISHED_PENALTY, list(_hits((whole | begins) & Q(food__in=choices.all), others))))
    best: dict[UUID, tuple[int, str]] = {}
    for penalty, group in groups:
        for food_id, weight, line in group:
            hit = (weight + penalty, line)
            best[food_id] = min(hit, best.get(food_id, hit))
    return {
        food_id: (choices.place(food_id), *_rank(tokens, near, driver, *hit)) for food_id, hit in best.items()
    }


def _near(tokens: list[str]) -> Near:
    """The words of the index that are one typo away from each token. One query."""
    sought = {token: gaps(token) for token in tokens}
    keys = frozenset[str]().union(*sought.values())
    words = (
        set(WordGap.objects.filter(gap__in=sorted(keys)).values_list("word", flat=True)) if keys else set()
    )
    return {token: frozenset(word for word in words if is_near(token, word)) for token in tokens}


def _tokens(query: str) -> list[str]:
    words = list(dict.fromkeys(words_of(query)))
    telling = [word for word in words if word not in STOPWORDS]
    return (telling or words)[:MOST_WORDS]


def _hits(words: Q, others: Near) -> "QuerySet[FoodWord, Hit]":
    rows = FoodWord.objects.filter(words)
    for token, near in others.items():
        begins = Q(text__contains=f" {token}")
        for form in same_words(token) | near:
            if not form.startswith(token):
                begins |= Q(text__contains=f" {form} ")
        rows = rows.filter(begins)
    return rows.order_by("weight").values_list("food_id", "weight", "text")[:CANDIDATES]


def _begun(driver: str, others: Near, limit: int) -> list[Hit]:
    """The best hits among words that begin with `driver`."""
    words = Q(word__gte=driver, word__lt=_after(driver))
    if len(driver) <= BROAD and not others:
        heads = list(_hits(words & Q(weight__lte=HEAD), {}))
        if len({food_id for food_id, _weight, _line in heads}) >= limit:
            return heads
    return list(_hits(words, others))


def _rank(tokens: list[str], near: Near, driver: str, weight: int, line: str) -> tuple[bool, int, int, str]:
    total = weight + sum(_penalty(token, near[token], line) for token in tokens if token != driver)
    spelled = [_as_in(line, token, near[token]) for token in tokens]
    if is_head(spelled, line):
        total -= HEAD_BONUS
    return (not is_whole_name(spelled, line), total, len(line), line)


def _as_in(line: str, token: str, near: frozenset[str]) -> str:
    """The word of the line that a mistyped token stands for; the token itself where it is no typo."""
    return next((word for word in sorted(near) if f" {word} " in line), token)


def _penalty(token: str, near: frozenset[str], line: str) -> int:
    as_typed = match(token, line)
    if as_typed is not None or not near:
        return as_typed or 0
    penalties = [match(word, line) for word in near]
    return TYPO_PENALTY + min((penalty for penalty in penalties if penalty is not None), default=0)


def _after(prefix: str) -> str:
    """The end of the range of words that begin with `prefix`."""
    return prefix + "\U0010ffff"
