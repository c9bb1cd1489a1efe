"""Where everything of an installation is.

releases/<time>/    the source of a release; its .venv leads into venvs/
current             leads to the release that workers are started from
venvs/<digest>/     one for each state of requirements.txt
manager/            the virtual environment of supervisord
shared/env          the settings, as NAME=value lines that a shell reads
shared/var/         VAR_DIR: the secret key, static files, counters, the switch for maintenance
run/                sockets and process ids
log/
parts/              more programs for supervisord, such as those of a trial
"""

import os
import shlex
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Installation:
    """The folders below `root`, and the programs of supervisord in `manager`."""

    root: Path
    manager: Path
    port: int = 8000

    @property
    def current(self) -> Path:
        """Leads to the release that workers are started from."""
        return self.root / "current"

    @property
    def releases(self) -> Path:
        """One folder a release, in the order of their names."""
        return self.root / "releases"

    @property
    def var(self) -> Path:
        """VAR_DIR."""
        return self.root / "shared/var"

    @property
    def run(self) -> Path:
        """Sockets and process ids."""
        return self.root / "run"

    @property
    def env_file(self) -> Path:
        """The settings."""
        return self.root / "shared/env"

    def lay_out(self) -> None:
        """Makes the folders. Nobody else may look into those that hold secrets."""
        for name in ("releases", "venvs", "log", "parts", "shared"):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        for private in (self.run, self.var):
            private.mkdir(parents=True, exist_ok=True)

    def environment(self) -> dict[str, str]:
        """What commands of a release run with: our own environment, and the settings."""
        lines = self.env_file.read_text(encoding="utf-8").splitlines()
        words = (shlex.split(line, comments=True) for line in lines)
        settings = dict(word.split("=", 1) for line in words for word in line if "=" in word)
        return {**os.environ, **settings, "PYTHONDONTWRITEBYTECODE": "1"}

    def supervisor_environment(self, autostart: bool = True) -> dict[str, str]:
        """What supervisord and supervisorctl run with."""
        return {
            **os.environ,
            "DTPS_ROOT": str(self.root),
            "DTPS_PORT": str(self.port),
            "DTPS_MANAGER": str(self.manager),
            "DTPS_AUTOSTART": str(autostart).lower(),
        }
