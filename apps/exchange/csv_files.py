"""CSV files that spreadsheets open as they are meant (RFC 4180, UTF-8 with a byte order mark)."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel reads the bytes in a code page of its own
# What a spreadsheet takes for a formula. With what marks it as text in front, it is marked once more, so
# that taking one mark away always gives what was there.
FORMULA = re.compile("[ ']*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
UNSAFE_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*,;]+')
Cell = str | int | float | None


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as one file. Text that a spreadsheet would take for a formula is marked as text."""
    file = StringIO()
    file.write(BOM)
    writer = csv.writer(file)  # its lines end as RFC 4180 wants: CR LF
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return file.getvalue()


def csv_response(name: str, rows: Iterable[Iterable[Cell]]) -> HttpResponse:
    """A download called `name`."""
    return download(f"{file_name(name)}.csv", csv_text(rows), "text/csv; charset=utf-8")


def download(name: str, content: str | bytes, content_type: str) -> HttpResponse:
    """A file that browsers keep under that name."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def file_name(text: str) -> str:
    """`text` as a name that every file system takes; letters of any script stay."""
    plain = UNSAFE_IN_NAMES.sub(" ", text)
    return "-".join(plain.split()).strip(".-")[:80] or "plan"


def guarded(cell: Cell) -> Cell:
    """The cell as it is written."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unguarded(text: str) -> str:
    """The text of a cell that `guarded` wrote."""
    return text[1:] if text.startswith("'") and FORMULA.match(text, 1) else text
