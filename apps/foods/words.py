"""The words a food is found by and how good a hit each of them is. Pure functions over names.

A food is written as one line of tokens: its name, then its other names, then its local names, with `,`, `;`
and `|` standing alone where a segment, a name or a field ends:
" rice , white , cooked | basmati rice | chawal ; bhaat ". Weights are penalties: the smaller, the earlier.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST_WORD = 40
LONGEST_TEXT = 600

# Found in nearly every name, so they tell no two foods apart.
_STOPWORDS = """
    a an and as at by for from in includes into it made nfs no not ns of on only or other than the to type
    types with without
"""
STOPWORDS = frozenset(_STOPWORDS.split())
# They say in which plain form a food is; a name is not longer for them.
_PLAIN = """
    added boiled cooked dry drained enriched fat fluid fresh grain long mature plain raw regular ripe salt
    seeds unenriched uncooked unsweetened white whole
"""
PLAIN_WORDS = frozenset(_PLAIN.split()) | STOPWORDS
# Words of composite, processed or narrow foods; the plain food of the same name comes first.
_SPECIAL = """
    baby beverage biscuit burger cake canned candy cereal commercial commercially concentrate cookie cookies
    creamed dehydrated dessert diet dinner dried drink fast formula frozen imitation infant instant meal mix
    pie pizza powder powdered prepared ready reconstituted reduced restaurant roll salad sandwich sauce school
    snack soup spread substitute supplement sweetened toasted toddler topping
"""
_SPECIAL_WORDS = frozenset(_SPECIAL.split())
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")  # noqa: RUF001 (the apostrophes people type)

# A name in brackets explains the one before: "Bhindi (okra), raw".
_SEGMENT_ENDS = re.compile(r"\s*[,(]\s*")

_NAME, _OTHER, _LOCAL = range(3)
UNFINISHED_PENALTY = 6
HEAD_BONUS = 5
_WORD_PENALTY = 2
_SPECIAL_PENALTY = 6
_NS_PENALTY = 2
_NFS_BONUS = 3
_PLAIN_BONUS = 4
_STARTER_BONUS = 8


class Place(NamedTuple):
    """Where a word stands in a food's line; `alone` when its segment has no other word."""

    word: str
    field: int
    segment: int
    position: int
    alone: bool

    @property
    def penalty(self) -> int:
        """How far from the head of a name: 0 for "milk" in "Milk, toned", 2 in "Milk chocolate"."""
        if self.field == _LOCAL:
            return 0 if self.alone and not self.segment else 3 + self.position
        if self.field == _OTHER:
            return 8 + min(self.position, 4)
        return min(4 * self.segment + 2 * max(self.position, 0 if self.alone else 1), 16)


def fold(text: str) -> str:
    """Lower case without Latin accents; the vowel signs of Indian scripts are letters and stay."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")


def words_of(text: str) -> list[str]:
    """The folded words of `text`, in order; everything that is no letter or digit parts them."""
    folded = fold(text).translate(_APOSTROPHES)
    kept = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in folded)
    return [word[:LONGEST_WORD] for word in kept.split()]


def line_of(name: str, alt_names: str, local_names: str) -> str:
    """All names of a food as the one line that search reads, at most LONGEST_TEXT characters."""
    tokens = [token for field in (name, alt_names, local_names) for token in (*_tokens(field), "|")]
    line = " "
    for token in tokens:
        if len(line) + len(token) >= LONGEST_TEXT:
            break
        line += f"{token} "
    return line


def places(line: str) -> Iterator[Place]:
    """Every word of a food's line with its place."""
    for field, part in enumerate(line.split("|")):
        for phrase in part.split(" ; "):
            for segment, chunk in enumerate(phrase.split(" , ")):
                words = chunk.split()
                for position, word in enumerate(words):
                    yield Place(word, field, segment, position, len(words) == 1)


def weights(line: str, *, plain: bool, starter: bool) -> dict[str, int]:
    """The words under which a food is indexed, each with its weight at its best place.

    `plain`: a single food, raw, dry or cooked, rather than a dish; `starter`: of the product's own table.
    """
    burden = _burden(line) - (_PLAIN_BONUS if plain else 0) - (_STARTER_BONUS if starter else 0)
    best: dict[str, int] = {}
    for place in places(line):
        weight = place.penalty + burden
        if place.word not in STOPWORDS and weight < best.get(place.word, weight + 1):
            best[place.word] = weight
    return best


def match(token: str, line: str) -> int | None:
    """The penalty of the best place where `token` begins a word of the line; None when it begins none."""
    forms = same_words(token)
    penalties = [
        place.penalty + (0 if place.word in forms else UNFINISHED_PENALTY)
        for place in places(line)
        if place.word in forms or place.word.startswith(token)
    ]
    return min(penalties, default=None)


def same_words(token: str) -> frozenset[str]:
    """`token` with its English singular and plural: whoever types "eggs" means "egg" too."""
    forms = {token, f"{token}s", f"{token}es"}
    if len(token) > 3 and token.endswith("s"):
        forms.add(token[:-1])
    if len(token) > 4 and token.endswith("es"):
        forms.add(token[:-2])
    if len(token) > 4 and token.endswith("ies"):
        forms.add(f"{token[:-3]}y")
    if len(token) > 2 and token.endswith("y"):
        forms.add(f"{token[:-1]}ies")
    return frozenset(forms)


def is_whole_name(tokens: Sequence[str], line: str) -> bool:
    """Whether the food is called just that."""
    return list(tokens) == line.split("|")[0].replace(",", " ").split()


def is_head(tokens: Sequence[str], line: str) -> bool:
    """Whether the words are all that stands before the first comma of the name, or one whole local name.

    Other names do not count: sources put varieties and ingredients there ("rice" for a burrito).
    """
    name, _other, local, *_end = [*line.split("|"), "", ""]
    heads = [name.split(" , ")[0], *local.split(" ; ")]
    return any(list(tokens) == head.split() for head in heads)


def _tokens(field: str) -> list[str]:
    tokens: list[str] = []
    for name in field.replace("|", ";").split(";"):
        if tokens:
            tokens.append(";")
        for position, segment in enumerate(_SEGMENT_ENDS.split(name)):
            tokens += [*([","] if position else []), *words_of(segment)]
    return tokens


def _burden(line: str) -> int:
    """What counts against a food wherever the word stands: a long name, and words of composite foods."""
    words = line.split("|")[0].replace(",", " ").split()
    telling = [word for word in words if word.isalpha() and word not in PLAIN_WORDS]
    special = sum(word in _SPECIAL_WORDS for word in telling)
    # "NFS", not further specified, is the general food; "NS as to fat" is one whose details are unknown.
    generality = _NFS_BONUS * ("nfs" in words) - _NS_PENALTY * ("ns" in words)
    return _WORD_PENALTY * min(max(len(telling) - 1, 0), 12) + _SPECIAL_PENALTY * min(special, 2) - generality
