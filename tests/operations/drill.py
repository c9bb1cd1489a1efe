"""A drill: a backup is restored on every database that can run here, and compared record by record.

    python -m tests.operations.drill [FILE]    of FILE, or of a demo practice that is made for it

Exit code 1 when anything differs. All happens in a temporary folder; no database in use is touched.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from apps.operations.archive import Archive, BackupProblem, Section
from tests.replica_set import ReplicaSet, find_mongod

ROOT = Path(__file__).resolve().parent.parent.parent
SHOWN = 3  # records of a model that are printed because they differ


def main(arguments: list[str]) -> int:
    """Runs the drill; the exit code."""
    with tempfile.TemporaryDirectory(prefix="dtps-drill-") as name:
        folder = Path(name)
        original = Path(arguments[0]).resolve() if arguments else _demo_backup(folder)
        try:
            good = _drilled(original, folder, "SQLite", f"sqlite:///{folder}/restored.sqlite3")
            good &= _drilled_on_mongodb(original, folder)
        except (subprocess.CalledProcessError, BackupProblem) as problem:
            print(f"The drill failed: {problem}")
            return 1
    print("The drill succeeded." if good else "The drill failed: see what differs above.")
    return 0 if good else 1


def _demo_backup(folder: Path) -> Path:
    source = f"sqlite:///{folder}/demo.sqlite3"
    _manage(folder, source, "migrate", "--no-input", "--verbosity", "0")
    _manage(folder, source, "seed_demo")
    _manage(folder, source, "backup", f"{folder}/demo.backup")
    return folder / "demo.backup"


def _drilled_on_mongodb(original: Path, folder: Path) -> bool:
    try:
        find_mongod()
    except RuntimeError as reason:
        print(f"Left out: MongoDB. {reason}")
        return True
    with ReplicaSet() as replicas:
        return _drilled(original, folder, "MongoDB", replicas.url)


def _drilled(original: Path, folder: Path, database: str, url: str) -> bool:
    """Whether a backup of what was restored there holds the same records as `original`."""
    again = folder / f"{database}.backup"
    _manage(folder, url, "migrate", "--no-input", "--verbosity", "0")
    _manage(folder, url, "restore", str(original))
    _manage(folder, url, "backup", str(again))
    print(f"\nRestored on {database}:")
    return compare(Archive(original), Archive(again))


def compare(original: Archive, restored: Archive) -> bool:
    """Prints a line for each model, and some of the records that differ; whether none does."""
    now = datetime.now(UTC)  # what has expired since need not be there
    restored_sections = restored.sections()
    good = True
    for section, lines in original.sections():
        same_section, found = next(restored_sections, (section, iter(())))
        if same_section != section:
            print(f"  {section.model}: {same_section.model} is in its place")
            return False
        good &= _compare_records(section, section.live(lines, now), section.live(found, now))
    if more := [section.model for section, _ in restored_sections]:
        print(f"  Nobody asked for: {', '.join(more)}")
    return good and not more


def _compare_records(section: Section, lines: Iterator[str], found: Iterator[str]) -> bool:
    counts, checksums, different = [0, 0], [sha256(), sha256()], 0
    for pair in zip_longest(lines, found):
        for place, line in enumerate(pair):
            if line is not None:
                counts[place] += 1
                checksums[place].update(line.encode())
        if pair[0] != pair[1]:
            different += 1
            if different <= SHOWN:
                print("    was {!s:.80}\n    is  {!s:.80}".format(*pair))
    sums = " ".join(checksum.hexdigest()[:12] for checksum in checksums)
    words = f"{different} differ" if different else "equal"
    print(f"  {section.model:<28} {counts[0]:>7} {counts[1]:>7}  {sums}  {words}")
    return not different


def _manage(folder: Path, url: str, *command: str) -> None:
    environment = {
        **os.environ,
        **{"DATABASE_URL": url, "VAR_DIR": f"{folder}/var", "REDIS_URL": "", "DEMO": "on", "HTTPS": "off"},
        "DJANGO_SETTINGS_MODULE": "dtps.settings",
    }
    environment.pop("PROMETHEUS_MULTIPROC_DIR", None)
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
