"""The one source of the version: the newest heading of CHANGELOG.md."""

import re
from pathlib import Path


def read_version(changelog: Path) -> str:
    """The version of the newest `## X.Y.Z` heading."""
    heading = re.search(r"^## (\d+\.\d+\.\d+)", changelog.read_text(encoding="utf-8"), re.MULTILINE)
    if heading is None:
        raise ValueError(f"{changelog} has no heading of the form '## X.Y.Z'")
    return heading[1]
