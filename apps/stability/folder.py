"""Where the processes of this machine keep what they count, so that any of them can tell the sum."""

import os
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus_client while it is imported


def share_counters(folder: Path) -> None:
    """Makes `folder` the place. Must come before anything imports prometheus_client.

    Raises OSError when it cannot be written; this process then counts for itself.
    """
    os.environ.pop(VARIABLE, None)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lock").touch()
    os.environ[VARIABLE] = str(folder.resolve())
