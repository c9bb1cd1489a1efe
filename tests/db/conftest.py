"""Watches the driver at work."""

import os
from typing import Any

import pytest
from django.db import connection
from pymongo import monitoring
from pytest_django import DjangoDbBlocker

from tests.db.commands import Recorder


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
