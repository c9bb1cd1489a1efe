"""Commands run on another database than this process has.

In a process of their own, because keys follow from the one database that a process has (dtps/db/keys.py).
"""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import CommandError


def run_there(url: str, command: str, *arguments: str) -> None:
    """Runs `manage.py command` with `url` as its database, in our terminal; CommandError if it fails."""
    done = subprocess.run(  # noqa: S603 (our own program; what it is given was checked)
        [sys.executable, "manage.py", command, *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(settings.VAR_DIR)},
        check=False,
    )
    if done.returncode:
        raise CommandError(
            f"`{command}` did not succeed on the other database (see above). This one is as it was; "
            "the same command goes on where it stopped."
        )
