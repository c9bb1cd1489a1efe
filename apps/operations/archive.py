"""The file of a backup: what is in it and whether all of it is there. docs/backup.md describes the format.

Knows neither models nor databases: a file can be checked and compared anywhere.
"""

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

FORMAT = "dtps-backup"
VERSION = 1


class BackupProblem(Exception):
    """Why something was not backed up, restored or moved, and what to do."""


class Total(NamedTuple):
    """How many records of a model there are, and the SHA-256 over their lines in the order of their keys."""

    records: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Header:
    """What a file says of itself in its first line."""

    format: str = FORMAT
    version: int = VERSION
    application: str
    made_at: str
    migrations: list[str]  # "app.name", of the apps whose records are in the file


@dataclass(frozen=True)
class Section:
    """The records of one model: the names of their values, and which of these says when a record expires."""

    model: str
    fields: tuple[str, ...]
    expires: str | None = None
    expires_after: float = 0.0  # seconds

    def live(self, lines: Iterable[str], at: datetime | None) -> Iterator[str]:
        """Those of `lines` whose time is not over; MongoDB may delete the others at any moment."""
        if self.expires is None or at is None:
            yield from lines
            return
        place = self.fields.index(self.expires)
        limit = time_text(at - timedelta(seconds=self.expires_after))
        for line in lines:
            until = json.loads(line)[place]
            if until is None or until > limit:
                yield line


def total_of(lines: Iterable[str], then: Callable[[bytes], object] = lambda line: None) -> Total:
    """The total of `lines`, one record each, which are also given to `then` as they are written."""
    records, digest = 0, hashlib.sha256()
    for line in lines:
        written = line.encode() + b"\n"
        digest.update(written)
        then(written)
        records += 1
    return Total(records, digest.hexdigest())


def time_text(moment: datetime) -> str:
    """`moment` in a file: UTC, with the milliseconds that both databases have. Sorts as the times do."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def write(path: Path, header: Header, sections: Iterable[tuple[Section, Iterable[str]]]) -> dict[str, Total]:
    """Writes and reads back a file, which has its name only when it is whole and on the disk.

    Raises BackupProblem when there is a file of that name already.
    """
    if path.exists():
        raise BackupProblem(f"{path} is there already, and a backup never takes the place of another.")
    part = path.with_name(path.name + ".part")
    try:
        totals = _write_lines(part, header, sections)
        Archive(part).check()
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return totals


def _write_lines(
    part: Path, header: Header, sections: Iterable[tuple[Section, Iterable[str]]]
) -> dict[str, Total]:
    totals: dict[str, Total] = {}
    # Health data and the hashes of passwords: for the owner's eyes alone.
    raw = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(raw, "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6) as packed:
            packed.write(_json_line(asdict(header)))
            for section, lines in sections:
                packed.write(_json_line(asdict(section)))
                totals[section.model] = total_of(lines, packed.write)
            packed.write(_json_line({"end": {model: total._asdict() for model, total in totals.items()}}))
        file.flush()
        os.fsync(file.fileno())
    return totals


def _json_line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _sync_folder(folder: Path) -> None:
    """Or the new name could be gone after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """A backup file to read. Whatever is wrong with it is a BackupProblem that names the place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._place = "line 1"
        self._stated: dict[str, Total] = {}
        self.header = self._read_header()

    def check(self) -> dict[str, Total]:
        """Reads all of it; answers the totals, which are those that the file states at its end."""
        totals = self.totals()
        for model in {**self._stated, **totals}:
            if totals.get(model) != self._stated.get(model):
                raise self._damaged(f"the records of {model} are not those that were written")
        return totals

    def totals(self, at: datetime | None = None) -> dict[str, Total]:
        """The total of each model, without what has expired `at` that time."""
        return {section.model: total_of(section.live(lines, at)) for section, lines in self.sections()}

    def sections(self) -> Iterator[tuple[Section, Iterator[str]]]:
        """Each model with its records, which have to be taken before the next model."""
        for section, pairs in groupby(self._walk(), key=itemgetter(0)):
            yield section, (line for _, line in pairs if line is not None)

    def _walk(self) -> Iterator[tuple[Section, str | None]]:
        """Each section alone, then with each of its lines."""
        section = None
        lines = self._lines()
        next(lines)  # the header
        for line in lines:
            if line.startswith("[") and section is not None:
                yield section, line
                continue
            parsed = self._parse(line)
            if "end" in parsed:
                self._stated = {model: self._made(Total, total) for model, total in parsed["end"].items()}
                break
            section = self._made(Section, {**parsed, "fields": tuple(parsed.get("fields", ()))})
            yield section, None
        else:
            raise self._damaged("the end is missing")
        if next(lines, None) is not None:
            raise self._damaged("it goes on after its end")

    def _lines(self) -> Generator[str, None, None]:
        try:
            with gzip.open(self.path, "rt", encoding="utf-8", newline="\n") as file:
                for number, line in enumerate(file, start=1):
                    self._place = f"line {number}"
                    yield line.removesuffix("\n")
        except FileNotFoundError:
            raise BackupProblem(f"There is no file {self.path}.") from None
        except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
            raise self._damaged(str(error)) from error

    def _parse(self, line: str) -> dict[str, Any]:
        try:
            parsed: dict[str, Any] = json.loads(line)
        except ValueError:
            raise self._damaged("it is not as it was written") from None
        if not isinstance(parsed, dict) or not ({"end", "model", "format"} & set(parsed)):
            raise self._damaged("it is not as it was written")
        return parsed

    def _read_header(self) -> Header:
        with closing(self._lines()) as lines:
            header = self._parse(next(lines, ""))
        if header.get("format") != FORMAT:
            raise BackupProblem(f"{self.path} is no backup of DTPS.")
        if (version := header.get("version")) != VERSION:
            raise BackupProblem(
                f"{self.path} has format {version}, and this release of DTPS knows {VERSION} only. It was "
                f"made by DTPS {header.get('application')}: restore it with that release."
            )
        return self._made(Header, header)

    def _made(self, kind: Callable[..., T], values: dict[str, Any]) -> T:
        try:
            return kind(**values)
        except TypeError:
            raise self._damaged("it is not as it was written") from None

    def _damaged(self, what: str) -> BackupProblem:
        return BackupProblem(f"{self.path} is damaged near {self._place}: {what}.")
