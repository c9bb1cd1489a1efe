"""The static files as they are in service, made once for all processes of the suite: that takes seconds."""

import fcntl
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dtps.static.HashedModulesStorage"},
}


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `collectstatic` fills in production. To be read, and copied by whoever serves it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = tmp_path_factory.getbasetemp().parent / f"static-{run}"
    done = folder / "done"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            with override_settings(STATIC_ROOT=folder / "static", STORAGES=STORAGES):
                call_command("collectstatic", interactive=False, verbosity=0)
            done.touch()
    return folder / "static"
