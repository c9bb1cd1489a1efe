"""PDF files as a test sees them."""

import re
import zlib
from functools import cached_property
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from apps.sheets import pdf

raw: Any = pypdfium2.raw  # generated from the headers of PDFium

# With CI=true a skipped test is a failure.
needs_pdf = pytest.mark.skipif(not pdf.is_available(), reason="pango and harfbuzz are not installed")


class PdfFile:
    """A file, opened."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = pypdfium2.PdfDocument(content)

    @cached_property
    def pages(self) -> list[Any]:
        """Its pages."""
        return list(self.document)

    @cached_property
    def text(self) -> str:
        """What a reader copies out of all pages."""
        return "\n".join(page.get_textpage().get_text_range() for page in self.pages)

    @property
    def title(self) -> str:
        """The title in its metadata."""
        return str(self.document.get_metadata_value("Title"))

    @property
    def is_tagged(self) -> bool:
        """Whether it says what is a heading, a table, a cell."""
        return bool(raw.FPDFCatalog_IsTagged(self.document.raw))

    @property
    def language(self) -> str:
        """The language in its catalogue."""
        found = re.search(rb"/Lang \((\w+)\)", b"".join([self.content, *self.streams]))
        return found[1].decode() if found else ""

    @property
    def images(self) -> int:
        """How many images its pages show."""
        kinds = [raw.FPDF_PAGEOBJ_IMAGE]
        return sum(len(list(page.get_objects(filter=kinds))) for page in self.pages)

    @cached_property
    def streams(self) -> list[bytes]:
        """What its streams hold, but for those that are not compressed."""
        found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", self.content, re.DOTALL)
        return [inflated for inflated in map(_inflated, found) if inflated]

    @cached_property
    def glyphs(self) -> list[int]:
        """The numbers of the glyphs that it shows, in the order in which they are drawn."""
        shown = [text for stream in self.streams for text in re.findall(rb"\[([^\]]*)\] ?TJ", stream)]
        runs = [run for text in shown for run in re.findall(rb"<([0-9a-fA-F]*)>", text)]
        return [int(run[place : place + 4], 16) for run in runs for place in range(0, len(run), 4)]

    def drawn(self, scale: float = 2.0) -> Image.Image:
        """The first page as a grey image."""
        image: Image.Image = self.pages[0].render(scale=scale).to_pil()
        return image.convert("L")


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
