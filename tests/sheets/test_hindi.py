"""Hindi in a PDF file looks as it is written by hand, and is found and copied as it was typed.

hindi.png was drawn by `python -m tests.sheets.test_hindi` and looked at by somebody who reads Hindi letters:
each conjunct of WORDS is one shape, the short i stands before its consonant, the r of र्क above it.
"""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFilter, ImageStat

from apps.sheets import pdf
from tests.sheets.reading import PdfFile, needs_pdf

pytestmark = [needs_pdf]
REFERENCE = Path(__file__).parent / "hindi.png"
WORDS = "क्षत्रिय श्री शुद्ध हिन्दी पर्क ट्रक ज्ञान विद्या कृष्ण चिकित्सा ऊर्जा स्त्री रूप हृदय दूध रोटी"
VIRAMA, NO_JOINING = "\N{DEVANAGARI SIGN VIRAMA}", "\N{ZERO WIDTH NON-JOINER}"
DOTTED_CIRCLE = 0x25CC
# Of grey levels, 0 to 255, on average over the words. Another version of pango may move a glyph by a part
# of a pixel, which makes 2 or 3; conjuncts that fall apart make more than 20.
TOLERANCE = 8.0


def written(text: str = WORDS) -> PdfFile:
    """`text` in both weights, on a page without anything else."""
    lines = f"<p>{text}</p><p><b>{text}</b></p>"
    style = "<style>@page { @bottom-right { content: none } }</style>"
    return PdfFile(
        pdf.make_pdf(f'<html lang="hi"><title>x</title>{style}<body class="paper">{lines}</body></html>')
    )


def ink(page: Image.Image) -> Image.Image:
    """The part of a page on which something is drawn."""
    box = ImageChops.invert(page).getbbox()
    assert box
    return page.crop(box)


def distance(one: Image.Image, other: Image.Image) -> float:
    """How different two drawings of words are: the mean difference of slightly blurred grey levels."""
    size = (max(one.width, other.width), max(one.height, other.height))
    sheets = []
    for image in (one, other):
        sheet = Image.new("L", size, 255)
        sheet.paste(image)
        sheets.append(sheet.filter(ImageFilter.GaussianBlur(1.5)))
    return float(ImageStat.Stat(ImageChops.difference(*sheets)).mean[0])


def test_it_looks_as_it_did_when_it_was_looked_at() -> None:
    drawn, seen = ink(written().drawn(4)), Image.open(REFERENCE).convert("L")
    assert abs(drawn.width - seen.width) <= 6
    assert distance(drawn, seen) < TOLERANCE


def test_conjuncts_that_fall_apart_would_be_noticed() -> None:
    apart = ink(written(WORDS.replace(VIRAMA, VIRAMA + NO_JOINING)).drawn(4))
    assert distance(apart, Image.open(REFERENCE).convert("L")) > 2 * TOLERANCE


@pytest.mark.parametrize("conjunct", ["क्ष", "त्र", "श्र", "द्ध", "न्द", "ज्ञ", "द्य", "र्क", "ट्र", "हृ"])
def test_letters_that_belong_together_are_drawn_together(conjunct: str) -> None:
    """One glyph for each conjunct, or a letter with its mark: never more of them than there are letters."""
    glyphs = written(conjunct).glyphs
    assert len(glyphs) / 2 < len(conjunct)  # there are two lines


def test_every_letter_has_a_glyph_and_none_stands_alone() -> None:
    circle = TTFont(pdf.FONTS / "NotoSansDevanagari-Regular.ttf")
    letters = circle.getBestCmap()
    assert letters
    number = circle.getGlyphID(letters[DOTTED_CIRCLE])
    shown = set(written().glyphs)
    assert 0 not in shown
    assert number not in shown
    assert number in written("\N{DEVANAGARI VOWEL SIGN I}").glyphs  # so a lost vowel would be noticed


def test_it_is_found_and_copied_as_it_was_typed() -> None:
    file = written()
    assert file.text.split() == 2 * WORDS.split()
    for word in WORDS.split():
        assert file.pages[0].get_textpage().search(word).get_next()


if __name__ == "__main__":
    ink(written().drawn(4)).save(REFERENCE, optimize=True)
