"""Reads a csv file; a record is one line, so that a broken one cannot take its neighbours with it."""

import csv
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from apps.exchange.csv_files import unguarded
from apps.foods.importing.report import BadLine, ImportProblem

# A folder on the disk or in an archive.
Folder = Path | zipfile.Path

# What `surrogateescape` makes of bytes that are not UTF-8.
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One record with the number of its line; `cells` by column, or the reason why it has none."""

    number: int
    cells: dict[str, str]
    reason: str = ""


class Table:
    """A csv file with a header line; iterating gives its lines."""

    def __init__(self, path: Folder, *, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Raises ImportProblem when the file cannot be read or its header lacks a required column."""
        self.path = path
        self.file = path.name
        numbered = self._lines()
        self.columns = self._header(next(numbered, (1, ""))[1])
        missing = [column for column in required if column not in self.columns]
        if missing:
            raise ImportProblem(
                _("%(file)s, line 1: the header has no column %(columns)s.")
                % {"file": self.file, "columns": ", ".join(missing)}
            )
        self.unknown = [column for column in self.columns if column not in {*required, *optional}]

    def __iter__(self) -> Iterator[Line]:
        numbered = self._lines()
        next(numbered, None)
        for number, text in numbered:
            if not text.strip():
                continue
            try:
                cells = self._cells(text)
            except BadLine as problem:
                yield Line(number, {}, str(problem))
            else:
                yield Line(number, dict(zip(self.columns, cells, strict=True)))

    @property
    def _where(self) -> str:
        """What a person looks for: an archive that waits in the database has no path."""
        return str(self.path) if isinstance(self.path, Path) else self.file

    def _lines(self) -> Iterator[tuple[int, str]]:
        try:
            with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as stream:
                yield from enumerate(stream, start=1)
        except FileNotFoundError:
            raise ImportProblem(_("%(path)s does not exist.") % {"path": self._where}) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
            raise ImportProblem(
                _("%(file)s cannot be read: the archive is damaged, or encrypted.") % {"file": self.file}
            ) from None
        except OSError as problem:
            raise ImportProblem(
                _("%(path)s cannot be read: %(reason)s.") % {"path": self._where, "reason": problem.strerror}
            ) from None

    def _header(self, text: str) -> list[str]:
        try:
            columns = [column.strip() for column in _split(text)]
        except BadLine as problem:
            raise ImportProblem(
                _("%(file)s, line 1: %(reason)s") % {"file": self.file, "reason": problem}
            ) from None
        if len(set(columns)) < len(columns):
            raise ImportProblem(_("%(file)s, line 1: the header names a column twice.") % {"file": self.file})
        return columns

    def _cells(self, text: str) -> list[str]:
        cells = _split(text)
        if len(cells) != len(self.columns):
            raise BadLine(
                _("the number of cells is %(cells)d, in the header %(columns)d.")
                % {"cells": len(cells), "columns": len(self.columns)}
            )
        return [unguarded(cell.strip()) for cell in cells]


def _split(text: str) -> list[str]:
    if _NOT_UTF8.search(text):
        raise BadLine(_("the line is not in UTF-8."))
    text = text.rstrip("\r\n")
    if _CONTROL.search(text):
        raise BadLine(_("the line has a NUL or another control character."))
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        raise BadLine(_("a quotation mark is not closed, or a cell is far too long.")) from None
