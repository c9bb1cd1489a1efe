"""What takes seconds to make and is only copied afterwards: made once for all processes of the suite."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.browser.practice import database_url, make_demo_practice
from tests.browser.server import Server

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dtps.static.HashedModulesStorage"},
}


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` has filled, in whichever process came first. To be read and copied."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"once-{name}"
    done = folder / "done"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `collectstatic` fills in production."""

    def collect(folder: Path) -> None:
        with override_settings(STATIC_ROOT=folder / "static", STORAGES=STORAGES):
            call_command("collectstatic", interactive=False, verbosity=0)

    return made_once(tmp_path_factory, "static", collect) / "static"


@pytest.fixture(scope="session")
def cast_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server with the cast and the starter foods, for `Server.prepare` to copy."""
    every_sample = {"DJANGO_SETTINGS_MODULE": "tests.realtime.settings"}
    return made_once(tmp_path_factory, "cast", lambda folder: Server(folder, **every_sample).prepare())


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The folder of a server with the demo practice, for `demo_server` to copy; None where it is no file."""
    if database_url():
        return None
    return made_once(tmp_path_factory, "demo", lambda folder: make_demo_practice(Server(folder)))
