"""Lays the static files of this build beside those of earlier ones: `python -m deploy.docker.publish SOURCE TARGET`.

A page that was opened before a deploy still asks for the files of its own build. Their names carry a hash of their
content, so builds do not get in each other's way, and nothing needs to be deleted at a deploy.
"""

import re
import shutil
import sys
import time
from pathlib import Path

HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")
KEPT_DAYS = 90  # after the last build that had it


def publish(source: Path, target: Path) -> int:
    """Copies what `target` does not have yet, or has in an older form; answers how many files that were.

    Each file appears whole: nginx may be reading its old form.
    """
    copied = 0
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / file.relative_to(source)
        if HASHED.search(file.name) and place.exists():
            place.touch()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f".{place.name}.new")
        shutil.copyfile(file, new)
        new.replace(place)
        copied += 1
    return copied


def forget(target: Path, now: float) -> int:
    """Deletes hashed files that no build has had for KEPT_DAYS; answers how many."""
    limit = now - KEPT_DAYS * 24 * 60 * 60
    old = [
        path
        for path in target.rglob("*")
        if path.is_file() and HASHED.search(path.name) and path.stat().st_mtime < limit
    ]
    for path in old:
        path.unlink()
    return len(old)


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    print(f"{publish(Path(sys.argv[1]), folder)} files published", end=", ")
    print(f"{forget(folder, time.time())} old ones deleted")
