"""PDF files out of HTML of our own, with WeasyPrint.

What is drawn comes from the arguments and from the fonts beside this module: nothing is fetched, neither from
the network nor from the file system. Drawing is work for the processor, so one file is made at a time in each
process, and it ends with an error once it takes too long or has too many pages.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from types import ModuleType
from typing import Any

from django.contrib.staticfiles import finders
from PIL import ImageFile

from apps.sheets.searchable import saying_what_it_reads

FONTS = Path(__file__).parent / "fonts"
STYLE = "css/paper.css"
SCHEME = "paper:"  # of the addresses that stand for bytes we have at hand
VARIANT = "pdf/ua-1"  # tagged, with title and language: for screen readers

MOST_SECONDS = 20.0
MOST_PAGES = 80
QUEUE_SECONDS = 10.0  # for so long a request waits until the file before it is done

logger = logging.getLogger(__name__)


class PdfError(Exception):
    """No file was made."""


class PdfUnavailable(PdfError):
    """This server lacks the libraries."""


class PdfBusy(PdfError):
    """Others are waiting for theirs."""


class PdfTooLong(PdfError):
    """It took more time or pages than one file may."""


class Bounds(logging.Filter):
    """Ends the drawing that is under way in this thread when its time or its pages are used up.

    WeasyPrint reports each step and each page to a logger, and has no other place to ask in.
    """

    until: ContextVar[float | None] = ContextVar("until", default=None)

    def filter(self, record: logging.LogRecord) -> bool:
        """Nothing is logged. Raises PdfTooLong."""
        until = self.until.get()
        page = record.args[0] if isinstance(record.args, tuple) and record.args else 0
        is_page = "Page" in str(record.msg)
        if until is not None and (time.monotonic() > until or (is_page and int(str(page)) > MOST_PAGES)):
            raise PdfTooLong
        return False


_turn = BoundedSemaphore(1)


def is_available() -> bool:
    """Whether PDF files can be made on this server."""
    return _weasyprint() is not None


def make_pdf(html: str, images: Mapping[str, tuple[bytes, str]] | None = None) -> bytes:
    """The file that a whole HTML page becomes; `images` are what `paper:<name>` means in it, and their types.

    Raises PdfUnavailable, PdfBusy, PdfTooLong.
    """
    library = _weasyprint()
    if library is None:
        raise PdfUnavailable
    with _my_turn():
        fetcher = _own_bytes(library)(dict(images or {}))
        style, fonts = _style(library)
        page = library.HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
        file: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)
        return file


@contextmanager
def _my_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=QUEUE_SECONDS):
        raise PdfBusy
    token = Bounds.until.set(time.monotonic() + MOST_SECONDS)
    try:
        yield
    finally:
        Bounds.until.reset(token)
        _turn.release()


@cache
def _weasyprint() -> Any:
    """The library, loaded when it is first needed: that takes half a second. None where it cannot be."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of what only browsers understand
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addFilter(Bounds())
    try:
        import weasyprint
        from weasyprint.pdf.stream import Stream
    except (ImportError, OSError) as error:  # OSError: pango, harfbuzz and their like are not there
        logger.warning("PDF files cannot be made on this server: %s", error)
        return None
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # it allows them in the whole process; apps.practice.logo must not
    )
    stream_class: Any = Stream
    stream_class.marked = saying_what_it_reads(Stream.marked)
    return weasyprint


@cache
def _style(library: ModuleType) -> tuple[Any, Any]:
    """The style sheet, read once a process, and the fonts that it names."""
    from weasyprint.text.fonts import FontConfiguration

    path = finders.find(STYLE)
    if not isinstance(path, str):
        raise FileNotFoundError(STYLE)
    text = "".join(file.read_text(encoding="utf-8") for file in (FONTS / "fonts.css", Path(path)))
    fetcher = _own_bytes(library)(
        {file.name: (file.read_bytes(), "font/ttf") for file in FONTS.glob("*.ttf")}
    )
    fonts = FontConfiguration()
    sheet = library.CSS(string=text, base_url=SCHEME, url_fetcher=fetcher, font_config=fonts)
    return sheet, fonts


@cache
def _own_bytes(library: ModuleType) -> Any:
    """The class of fetchers that know the bytes they were given, and refuse every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnBytes(URLFetcher):
        def __init__(self, files: dict[str, tuple[bytes, str]]) -> None:
            super().__init__(allowed_protocols=())  # type: ignore[no-untyped-call]
            self.files = files

        def fetch(self, url: str, headers: Any = None) -> Any:
            """The bytes behind `paper:<name>`. Raises ValueError, which WeasyPrint takes for "not there"."""
            name = url.removeprefix(SCHEME)
            if name == url or name not in self.files:
                raise ValueError("Nothing is fetched for a sheet.")
            content, kind = self.files[name]
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return OwnBytes
