"""A recorder of what the driver sends, and a table to change."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.operations import DeleteModel
from pymongo import monitoring
from pytest_django import DjangoDbBlocker

from tests.db.commands import Recorder
from tests.db.shelf import Shelf


@pytest.fixture(scope="session")
def listening(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Recorder:
    """A recorder that the driver knows, and a name of its own for this process at the server."""
    recorder = Recorder()
    mongodb: Any = connection
    with django_db_blocker.unblock():
        monitoring.register(recorder)
        mongodb.close_pool()  # the driver tells only new connections about listeners
        mongodb.settings_dict["OPTIONS"]["appname"] = f"dtps-test-{os.getpid()}"
    return recorder


@pytest.fixture
def recorder(db: None, listening: Recorder) -> Recorder:
    """What this process sends to MongoDB from here on."""
    listening.clear()
    return listening


@pytest.fixture
def shelf(transactional_db: None) -> Iterator[Shelf]:
    """A table that is gone after the test."""
    shelf = Shelf()
    yield shelf
    shelf.run(DeleteModel("Shelf"))
