"""What must hold for the whole installation, on either database."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def test_migrations_match_the_models(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_an_installation_with_nothing_set_is_safe_to_deploy(tmp_path: Path) -> None:
    """Run in a process of its own: the tests' settings are not those of an installation."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "DATABASE_URL", "LANG", "VIRTUAL_ENV"}
    }
    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env={**environment, "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert check.returncode == 0, check.stderr
