"""A practice to back up, and what a process of its own does with another database."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.operations.archive import Archive

Lines = list[dict[str, Any] | list[Any]]


def records_of(path: Path) -> dict[str, list[str]]:
    """The records of a file by model, as they stand there."""
    return {section.model: list(lines) for section, lines in Archive(path).sections()}


def rewrite(path: Path, change: Callable[[Lines], None]) -> None:
    """Changes the lines of a file behind its back: first the header, last the end."""
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    change(lines)
    texts = [json.dumps(line, separators=(",", ":")) for line in lines]
    path.write_bytes(gzip.compress("\n".join([*texts, ""]).encode()))


def manage(url: str, *command: str) -> subprocess.CompletedProcess[str]:
    """`manage.py command` with `url` as its database; its output and exit code."""
    return run(url, "manage.py", *command)


def make_sample_tables(url: str) -> None:
    """Those of the app that only tests have: it has no migrations."""
    done = manage(url, "migrate", "sample", "--run-syncdb")
    assert done.returncode == 0, done.stderr


def run(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with `url` as its database; the switch for maintenance is that of the test."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(settings.VAR_DIR)},
        capture_output=True,
        text=True,
        check=False,
    )
