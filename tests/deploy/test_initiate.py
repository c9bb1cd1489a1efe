"""The first start of MongoDB in containers: a set that forms, its two users; again, and nothing changes."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.docker.initiate import ReplicaSet
from tests.browser.server import die_with_parent, free_port
from tests.replica_set import find_mongod

pytestmark = pytest.mark.only_mongodb
ADMIN_PASSWORD = "a long @dmin password"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Where a mongod listens that is in no set yet, knows nobody and asks everybody who they are."""
    port, key = free_port(), tmp_path / "keyfile"
    key.write_text(os.urandom(48).hex(), encoding="ascii")
    key.chmod(0o600)
    options = ["--replSet", "dtps", "--keyFile", key, "--bind_ip", "127.0.0.1", "--port", port]
    options += ["--dbpath", tmp_path, "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25"]
    command = [str(part) for part in (find_mongod(), *options)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=die_with_parent) as process:
        yield port
        process.kill()


def address(port: int, password: str = "secret", name: str = "dtps") -> str:
    """A DATABASE_URL."""
    return f"mongodb://{name}:{password}@127.0.0.1:{port}/dtps?replicaSet=dtps"


def ask(url: str, command: str, database: str = "dtps") -> dict[str, Any]:
    """What the server says to whoever `url` names."""
    client: MongoClient[Any]
    with closing(MongoClient(url, serverSelectionTimeoutMS=10_000)) as client:
        return dict(client[database].command(command))


def test_the_set_and_its_users(port: int) -> None:
    for _ in range(2):
        ReplicaSet(address(port), ADMIN_PASSWORD, f"127.0.0.1:{port}").initiate()
    assert ask(address(port), "dbStats")["ok"] == 1
    with pytest.raises(OperationFailure, match="not authorized"):
        ask(address(port), "listCollections", database="admin")
    with pytest.raises(OperationFailure, match="requires authentication"):
        ask(f"mongodb://127.0.0.1:{port}/?replicaSet=dtps", "dbStats")


def test_a_new_password_of_the_application(port: int) -> None:
    for password in ("secret", "n%40w"):
        ReplicaSet(address(port, password), ADMIN_PASSWORD, f"127.0.0.1:{port}").initiate()
    assert ask(address(port, "n%40w"), "ping")["ok"] == 1
    with pytest.raises(OperationFailure, match="Authentication failed"):
        ask(address(port, "secret"), "ping")


def test_another_password_of_the_admin_changes_nothing(port: int) -> None:
    ReplicaSet(address(port), ADMIN_PASSWORD, f"127.0.0.1:{port}").initiate()
    with pytest.raises(OperationFailure, match=r"not authorized|requires authentication"):
        ReplicaSet(address(port, "other"), "guessed", f"127.0.0.1:{port}").initiate()
    assert ask(address(port), "ping")["ok"] == 1
