"""What this server runs: the release, from the newest heading of CHANGELOG.md, and the build of it."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

SOURCES = ("apps", "dtps", "locale", "static", "templates")
DIGITS = 12
BUILD = re.compile(r"[0-9A-Za-z.-]{1,40}")


def read_version(changelog: Path) -> str:
    """The version of the newest `## X.Y.Z` heading."""
    heading = re.search(r"^## (\d+\.\d+\.\d+)", changelog.read_text(encoding="utf-8"), re.MULTILINE)
    if heading is None:
        raise ValueError(f"{changelog} has no heading of the form '## X.Y.Z'")
    return heading[1]


def build_id(given: str, root: Path) -> str:
    """`given`, else what follows from the source in `root`. Raises ValueError when no header can carry it."""
    if given and not BUILD.fullmatch(given):
        raise ValueError("it may hold 1 to 40 letters, digits, dots and hyphens.")
    return given or source_digest(root)


def source_digest(root: Path) -> str:
    """The same for the same source, whenever and wherever it was copied; another one for any other."""
    digest = sha256()
    for path in sorted(_sources(root)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:DIGITS]


def _sources(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        for path in (root / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
