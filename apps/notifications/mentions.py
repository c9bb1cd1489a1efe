"""`@name` in a text: who is meant. Pure: it knows names, not people."""

import re
from collections.abc import Collection, Mapping
from typing import TypeVar

Key = TypeVar("Key")

AT = re.compile(r"(?<![\w.+-])@")  # not inside an e-mail address
SPACE = re.compile(r"\s+")


def mentioned(text: str, names: Mapping[Key, Collection[str]]) -> set[Key]:
    """The keys of those whom `text` calls by one of their `names`, in any case of letters, as whole words.

    Where one name begins with another the longest counts: “@Asha Rao” is not Asha. Two people of one name
    are both meant.
    """
    called: dict[str, set[Key]] = {}
    for key, own in names.items():
        for name in filter(None, map(_plain, own)):
            called.setdefault(name, set()).add(key)
    longest_first = sorted(called, key=len, reverse=True)
    found: set[Key] = set()
    plain = _plain(text)
    for at in AT.finditer(plain):
        here = (name for name in longest_first if _stands_at(plain, at.end(), name))
        found |= called.get(next(here, ""), set())
    return found


def newly_mentioned(before: str, after: str, names: Mapping[Key, Collection[str]]) -> set[Key]:
    """Those whom `after` calls and `before` did not."""
    already = mentioned(before, names)
    return {key for key in mentioned(after, names) if key not in already}


def _plain(text: str) -> str:
    return SPACE.sub(" ", text.casefold()).strip()


def _stands_at(text: str, start: int, name: str) -> bool:
    """Whether `name` stands there as a whole word; a full stop after it ends a sentence, not a word."""
    end = start + len(name)
    return text.startswith(name, start) and not re.match(r"[\w@]|[.+-]\w", text[end : end + 2])
