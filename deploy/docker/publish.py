"""Lays the static files of this build beside those of earlier ones, in the volume that nginx serves.

    python -m deploy.docker.publish SOURCE TARGET

A page that was opened before a deploy still asks for the files of its own build. Their names carry a hash of
their content, so builds do not get in each other's way, and nothing needs to be deleted at a deploy.
"""

import re
import shutil
import sys
import time
from pathlib import Path

HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")
KEPT_DAYS = 90  # after the last build that had it


def publish(source: Path, target: Path) -> int:
    """Copies the hashed files that `target` does not have yet; answers how many that were.

    Each appears whole: one that was half copied would be taken for a finished one for ever.
    """
    copied = 0
    for file in hashed_files(source):
        place = target / file.relative_to(source)
        if place.exists():
            place.touch()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(f"{place.name}.new")
        shutil.copyfile(file, new)
        new.replace(place)
        copied += 1
    return copied


def forget(target: Path, now: float) -> int:
    """Deletes what no build has had for KEPT_DAYS; answers how many files."""
    limit = now - KEPT_DAYS * 24 * 60 * 60
    old = [file for file in hashed_files(target) if file.stat().st_mtime < limit]
    for file in old:
        file.unlink()
    return len(old)


def hashed_files(folder: Path) -> list[Path]:
    """Files that may be kept for ever under their names, compressed forms included."""
    return [path for path in folder.rglob("*") if path.is_file() and HASHED.search(path.name)]


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    print(f"{publish(Path(sys.argv[1]), folder)} files published", end=", ")
    print(f"{forget(folder, time.time())} old ones deleted")
