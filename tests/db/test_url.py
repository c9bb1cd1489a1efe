"""DATABASE_URL becomes settings, or an error in words."""

from pathlib import Path

import pytest

from dtps.db.url import Pool, database_from_url

SET = "mongodb://h1:27017,h2:27018,h3/practice?replicaSet=rs0"


def test_mongodb_gets_the_whole_address_and_the_pool() -> None:
    config = database_from_url(SET, Pool())
    assert config["ENGINE"] == "dtps.db.mongodb"
    assert config["HOST"] == SET
    assert config["NAME"] == "practice"
    assert config["OPTIONS"] == {
        "appname": "dtps",
        "maxPoolSize": 500,
        "minPoolSize": 50,
        "maxIdleTimeMS": 300_000,
        "socketTimeoutMS": 60_000,
        "waitQueueTimeoutMS": 60_000,
        "serverSelectionTimeoutMS": 30_000,
        "connectTimeoutMS": 3000,
        "heartbeatFrequencyMS": 2000,
        "retryWrites": True,
        "retryReads": True,
        "w": "majority",
        "journal": True,
        "connect_attempts": 5,
        "connect_backoff": 1,
    }


def test_what_the_address_says_itself_wins() -> None:
    options = database_from_url(SET + "&maxpoolsize=7&w=1&journal=false", Pool())["OPTIONS"]
    assert not {"maxPoolSize", "w", "journal"} & set(options)
    assert options["minPoolSize"] == 50


def test_an_address_of_the_dns_is_left_to_the_driver() -> None:
    config = database_from_url("mongodb+srv://user:secret@cluster.example.net/practice", Pool())
    assert config["HOST"] == "mongodb+srv://user:secret@cluster.example.net/practice"
    assert config["NAME"] == "practice"


def test_without_a_name_the_database_has_ours() -> None:
    assert database_from_url("mongodb://h1", Pool())["NAME"] == "dtps"


def test_sqlite_gets_wal_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "db.sqlite3"
    config = database_from_url(f"sqlite:///{path}", Pool())
    assert (config["ENGINE"], config["NAME"]) == ("django.db.backends.sqlite3", str(path))
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert path.parent.is_dir()


def test_sqlite_in_memory() -> None:
    assert database_from_url("sqlite://:memory:", Pool())["NAME"] == ":memory:"


def test_other_databases_are_left_to_environ() -> None:
    config = database_from_url("postgresql://user:secret@host:5432/practice", Pool())
    assert (config["ENGINE"], config["PORT"]) == ("django.db.backends.postgresql", 5432)


@pytest.mark.parametrize(
    "url",
    [
        "mongo://user:secret@host/x",
        "practice.sqlite3",
        "mongodb://user:sec:ret@host/x",
        "mongodb://user:secret@host:port/x",
        "mongodb://user:secret@/x",
        "mongodb+srv:///x",
        "mongodb://",
        "mongodb://host/x?maxPoolsize=many",
        "mongodb://host/x?no_such_option=1",
        "sqlite://host/path",
        "postgresql://user:secret@host:port/x",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as caught:
        database_from_url(url, Pool())
    assert "secret" not in str(caught.value)
    assert "sec:ret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        database_from_url(f"sqlite:///{tmp_path}/file/db.sqlite3", Pool())
