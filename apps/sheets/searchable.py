"""Files in which text of every script is found and copied as it was written.

A PDF file holds glyphs, and WeasyPrint notes one text for each of them. In Devanagari that is not enough: the
vowel of हि is drawn before its consonant, and one glyph belongs to different letters in different words. So
each piece of a line in such a script says what it reads (ActualText, ISO 32000-1, 14.9.4).
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

# From here on scripts are shaped: Hebrew, Arabic, those of India. Before are Latin, Greek, Cyrillic.
SHAPED = range(0x0590, 0x1E00)

Marked = Callable[[Any, Any, str], AbstractContextManager[None]]


def is_shaped(text: str) -> bool:
    """Whether glyphs and letters of `text` may not stand for one another."""
    return any(ord(sign) in SHAPED for sign in text)


def saying_what_it_reads(marked: Marked) -> Marked:
    """`Stream.marked` of WeasyPrint, which opens and closes a tagged piece of a line, with its text in it."""
    import pydyf

    @contextmanager
    def wrapped(stream: Any, box: Any, tag: str) -> Iterator[None]:
        text = getattr(box, "text", "")
        with marked(stream, box, tag):
            if not isinstance(text, str) or not is_shaped(text):
                yield
                return
            words = pydyf.Dictionary({"ActualText": pydyf.String(text)})
            pydyf.Stream.begin_marked_content(stream, "Span", words)
            yield
            pydyf.Stream.end_marked_content(stream)

    return wrapped
