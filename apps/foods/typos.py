"""One letter's typo, as pure functions: a letter missing, too many, wrong, or two of them swapped.

Two words are that near when leaving out at most one letter of each can make them the same, so every word of
the index is kept with its gaps (`paneer`: `aneer`, `pneer` …), and a mistyped word finds it by equality. Two
words that share a gap may still be two typos apart ("abcd", "bcda"), which `is_near` tells.
"""

SHORTEST = 4  # of three letters one is too much of the word: "dal" would find "dab"


def gaps(word: str) -> frozenset[str]:
    """`word` and what is left of it without any one of its letters; nothing for one that is too short."""
    if len(word) < SHORTEST:
        return frozenset()
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def is_near(one: str, other: str) -> bool:
    """Whether the words, both long enough and not the same, are one typo apart."""
    if min(len(one), len(other)) < SHORTEST or one == other:
        return False
    short, long = sorted((one, other), key=len)
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2][::-1] == long[start : start + 2]
    return short[start + 1 :] == long[start + 1 :] or (swapped and short[start + 2 :] == long[start + 2 :])
