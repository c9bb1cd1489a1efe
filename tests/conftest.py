"""The cast that every test knows: an admin, an owner of records, a colleague, a counsellor, a stranger."""

import gc
import os

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from hypothesis import settings as effort

from apps.accounts.models import Role, User
from apps.practice.models import CACHE_KEY
from tests.world import people, world

__all__ = ["people", "world"]

pytest_plugins = ["tests.databases", "tests.once"]

effort.register_profile("tests", deadline=None)  # how long something takes is for bench/
effort.load_profile("tests")

PASSWORD = "a long practice password"

# Thousands of tests stay in memory, and Python would look through all of them for garbage again and again.
gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def forgotten_practice() -> None:
    """What an earlier test saved of the practice is in the cache, and no longer in the database."""
    cache.delete(CACHE_KEY)


def pytest_collection_finish() -> None:
    """What has been collected by now is no garbage as long as the suite runs."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test is a failure: there everything has to be installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def person(name: str, role: Role) -> User:
    """A saved user who signs in as `<name>@practice.test` with PASSWORD."""
    return User.objects.create_user(f"{name.lower()}@practice.test", PASSWORD, name=name, role=role)


@pytest.fixture
def admin_user(db: None) -> User:
    """Runs the practice."""
    return person("Admin", Role.ADMIN)


@pytest.fixture
def owner(db: None) -> User:
    """The dietitian whose records the tests are about."""
    return person("Owner", Role.DIETITIAN)


@pytest.fixture
def colleague(db: None) -> User:
    """A dietitian who shares clients with the owner."""
    return person("Colleague", Role.DIETITIAN)


@pytest.fixture
def counsellor(db: None) -> User:
    """A health counsellor who shares clients with the owner."""
    return person("Counsellor", Role.COUNSELLOR)


@pytest.fixture
def stranger(db: None) -> User:
    """A dietitian of the same practice who shares nothing with the owner."""
    return person("Stranger", Role.DIETITIAN)


def signed_in(user: User) -> Browser:
    """A test browser that is signed in as `user`."""
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def browser_of_owner(owner: User) -> Browser:
    """The owner's test browser."""
    return signed_in(owner)
