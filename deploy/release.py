"""Putting a release into service while people work, and going back.

    python3 -m deploy.release install [--root /srv/dtps]    the source that this file is in
    python3 -m deploy.release back                          to the release before
    python3 -m deploy.release status

Needs nothing but Python. docs/deploy.md tells it step by step.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy import workers
from deploy.layout import Installation

SOURCE = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "var",
    "node_modules",
    "__pycache__",
    "*.pyc",
    ".*_cache",
    ".hypothesis",
    "tests",
    "bench",
)
KEPT = 3  # releases
# Code of the release before is at work while these are applied, and for some minutes after.
BREAKS_OLD_CODE = re.compile(r"^\s+((?:Remove field|Delete model|Rename ).*)$", re.MULTILINE)
Say = Callable[[str], None]


class Refused(Exception):
    """The release is not put into service; what serves stays as it was."""


def say(line: str) -> None:
    """Tells the operator."""
    print(line, flush=True)


def install(site: Installation, source: Path = SOURCE, *, breaking: bool = False) -> None:
    """Puts `source` into service. Raises Refused when that did not succeed, having gone back."""
    before = site.current.resolve() if site.current.exists() else None
    site.lay_out()
    release = site.releases / now()
    try:
        unpack(site, source, release)
        prepare(site, release, breaking=breaking)
    except (OSError, subprocess.CalledProcessError, Refused) as error:
        shutil.rmtree(release, ignore_errors=True)
        raise Refused(f"The release could not be prepared: {error}") from error
    try:
        switch(site, release)
    except workers.NotReady as error:
        if before is None:
            raise Refused(f"The first release does not start: {error}") from error
        say(f"{error} Going back to {before.name}.")
        go_to(site, before)
        shutil.rmtree(release)
        raise Refused(f"The release was taken back: {error}") from error
    prune(site)
    say(f"{release.name} is in service.")


def back(site: Installation) -> None:
    """Puts the release before the current one into service."""
    releases = sorted(site.releases.iterdir())
    older = [release for release in releases if release.name < site.current.resolve().name]
    if not older:
        raise Refused("There is no release before this one.")
    go_to(site, older[-1])
    say(f"{older[-1].name} is in service again. Migrations stay: older code works with them.")


def unpack(site: Installation, source: Path, release: Path) -> None:
    """A copy of the source, with the packages it asks for."""
    shutil.copytree(source, release, ignore=LEFT_OUT)
    venv = virtual_environment(site, release / "requirements.txt")
    (release / ".venv").symlink_to(venv)


def now() -> str:
    """The name of a release, which sorts by time."""
    return time.strftime("%Y%m%d-%H%M%S", time.gmtime())


def virtual_environment(site: Installation, requirements: Path) -> Path:
    """The one with exactly these packages; made when there is none."""
    venv = site.root / "venvs" / digest_of(requirements)
    if not venv.exists():
        say("Installing the packages of requirements.txt ...")
        new = venv.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(new)], check=True)
        pip = [str(new / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(requirements)], check=True)
        new.rename(venv)  # `python -m` is all that is used of it, so it may move
    return venv


def digest_of(requirements: Path) -> str:
    """Tells which packages, and of which Python."""
    return hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:12]


def prepare(site: Installation, release: Path, *, breaking: bool = False) -> None:
    """Checks the settings, brings the database up to date and lays the static files beside the old ones."""
    manage(site, release, "check", "--deploy", "--fail-level", "ERROR")
    plan = manage(site, release, "migrate", "--plan")
    if not breaking and site.current.exists() and (found := BREAKS_OLD_CODE.findall(plan)):
        raise Refused(
            f"Its migrations take away what the code in service needs ({', '.join(found)}). "
            "Release the code that does without first; or switch maintenance on, and give --breaking."
        )
    manage(site, release, "migrate", "--no-input", "--verbosity", "0")
    manage(site, release, "collectstatic", "--no-input", "--verbosity", "0")


def manage(site: Installation, release: Path, *command: str) -> str:
    """The output of a management command of that release. Raises CalledProcessError, having shown why."""
    program = [str(release / ".venv/bin/python"), "manage.py", *command]
    done = subprocess.run(
        program, cwd=release, env=site.environment(), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        say(done.stdout)
        done.check_returncode()
    return done.stdout


def switch(site: Installation, release: Path) -> None:
    """Leads `current` to the release and replaces the workers one by one. Raises workers.NotReady."""
    new = site.root / "current.new"
    new.unlink(missing_ok=True)
    new.symlink_to(release)
    new.rename(site.current)
    if not workers.is_supervised(site):
        say("supervisord does not run yet: start it now.")
        return
    version = version_of(site, release)
    for name in workers.names():
        workers.replace(site, name, version)
        say(f"{name} serves {version}")


def go_to(site: Installation, release: Path) -> None:
    """Puts a release that was in service before into service again."""
    manage(site, release, "collectstatic", "--no-input", "--verbosity", "0")  # its own list of hashed names
    switch(site, release)


def version_of(site: Installation, release: Path) -> str:
    """What its workers answer in X-App-Version."""
    code = "from django.conf import settings; print(settings.APP_VERSION)"
    environment = {**site.environment(), "DJANGO_SETTINGS_MODULE": "dtps.settings"}
    program = [str(release / ".venv/bin/python"), "-c", code]
    return subprocess.check_output(program, cwd=release, env=environment, text=True).strip()


def prune(site: Installation) -> None:
    """Removes releases but for the newest, and the packages that none of them asks for."""
    current = site.current.resolve()
    for release in sorted(site.releases.iterdir())[:-KEPT]:
        if release != current:
            shutil.rmtree(release)
    wanted = {(release / ".venv").resolve() for release in site.releases.iterdir()}
    for venv in (site.root / "venvs").iterdir():
        if venv.resolve() not in wanted:
            venv.unlink() if venv.is_symlink() else shutil.rmtree(venv)


def status(site: Installation) -> None:
    """Says which release serves, and how each worker is."""
    say(f"release  {site.current.resolve().name if site.current.exists() else 'none'}")
    for name in workers.names():
        say(f"{name}    {' '.join(workers.state(site, name))}")
    if workers.is_supervised(site):
        say(workers.control(site, "status", check=False).rstrip())


def main() -> int:
    """The command line above; 1 when the release was refused."""
    parser = argparse.ArgumentParser(prog="python3 -m deploy.release", description=__doc__)
    parser.add_argument("action", choices=["install", "back", "status"])
    parser.add_argument("--root", type=Path, default=Path(os.environ.get("DTPS_ROOT", "/srv/dtps")))
    parser.add_argument("--breaking", action="store_true", help="apply migrations that old code cannot bear")
    asked = parser.parse_args()
    site = Installation(asked.root, asked.root / "manager/bin")
    try:
        if asked.action == "install":
            install(site, breaking=asked.breaking)
        else:
            {"back": back, "status": status}[asked.action](site)
    except Refused as refused:
        say(str(refused))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
