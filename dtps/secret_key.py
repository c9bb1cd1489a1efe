"""A signing key for an installation that was given none: made once, kept beside the database."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def local_secret_key(path: Path) -> str:
    """The key kept in `path`, readable by its owner only; made on the first call.

    Sessions survive a restart because the key does. The file appears whole or not at all (a hard link of
    a finished file), so two processes that start together agree on one key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text(encoding="ascii").strip()
