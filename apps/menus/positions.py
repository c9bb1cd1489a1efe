"""Where a node stands among its siblings: short sortable strings, so that moving one node changes one node.

A position is a fraction written in base 36 without its "0.": "i" is a half, "9" a quarter. Compared by code
point they sort as their fractions do. None ends in "0", so there is always room before and between.
static/js/positions.js does the same; tests/cases/positions.json holds both to it.
"""

import re
import string

ALPHABET = string.digits + string.ascii_lowercase
BASE = len(ALPHABET)
PATTERN = r"^[0-9a-z]{0,254}[1-9a-z]$"
MIDDLE = ALPHABET[BASE // 2]

_VALID = re.compile(PATTERN.replace("$", r"\Z"))


def is_position(value: object) -> bool:
    """Whether `value` can be the position of a node."""
    return isinstance(value, str) and _VALID.match(value) is not None


def between(before: str | None, after: str | None) -> str:
    """A position after `before` and before `after`; None means there is no neighbour on that side.

    Raises ValueError when either is no position or when they are not in order.
    """
    for neighbour in (before, after):
        if neighbour is not None and not is_position(neighbour):
            raise ValueError(f"not a position: {neighbour!r}")
    if before is not None and after is not None and before >= after:
        raise ValueError(f"there is no room between {before!r} and {after!r}")
    if after is None:
        return _above(before or "")
    return _middle(before, after) if before is not None else _below(after)


def spread(count: int) -> list[str]:
    """`count` positions in order, evenly far apart, as short as they can be."""
    digits = 1
    while BASE**digits <= count:
        digits += 1
    steps = (BASE**digits * (place + 1) // (count + 1) for place in range(count))
    return [_encode(step, digits) for step in steps]


def _encode(number: int, digits: int) -> str:
    text = ""
    for _ in range(digits):
        number, digit = divmod(number, BASE)
        text = ALPHABET[digit] + text
    return text.rstrip("0")


def _above(text: str) -> str:
    """The shortest step up: appending 35 times in a row costs one letter; halving would cost seven."""
    if not text:
        return MIDDLE
    for place, digit in enumerate(text):
        if digit != ALPHABET[-1]:
            return text[:place] + ALPHABET[ALPHABET.index(digit) + 1]
    return text + ALPHABET[1]


def _below(text: str) -> str:
    place = next(place for place, digit in enumerate(text) if digit != ALPHABET[0])
    value = ALPHABET.index(text[place])
    step_down = ALPHABET[value - 1] if value > 1 else ALPHABET[0] + ALPHABET[-1]
    return text[:place] + step_down


def _middle(before: str, after: str) -> str:
    """Half way, cut after the first digit that tells the three apart."""
    shared = 0
    while before[shared : shared + 1].ljust(1, ALPHABET[0]) == after[shared]:
        shared += 1
    prefix, low, high = after[:shared], before[shared:], after[shared:]
    low_value = ALPHABET.index(low[0]) if low else 0
    high_value = ALPHABET.index(high[0])
    if high_value - low_value > 1:
        return prefix + ALPHABET[(low_value + high_value) // 2]
    if len(high) > 1:
        return prefix + high[0]
    return prefix + ALPHABET[low_value] + _above(low[1:])
