"""From one DATABASE_URL to Django's settings for that database."""

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from pymongo.errors import PyMongoError
from pymongo.uri_parser import parse_uri

MONGODB = ("mongodb", "mongodb+srv")
NAME = "dtps"  # the database of a MongoDB address that names none

# WAL lets readers and the writer work side by side; FULL keeps what was answered "saved" through a power cut.
SQLITE_OPTIONS = {
    "timeout": 20,  # seconds to wait for the writer before
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


@dataclass(frozen=True)
class Pool:
    """How a process talks to MongoDB: connections to each server of the set, times in seconds."""

    max_size: int = 500
    min_size: int = 50
    socket_timeout: int = 60
    max_idle_time: int = 300
    wait_queue_timeout: int = 60
    server_selection_timeout: int = 30
    connect_timeout: int = 3
    heartbeat: int = 2
    connect_attempts: int = 5
    connect_backoff: int = 1


def sqlite_database(path: Path) -> dict[str, Any]:
    """Settings for the SQLite file `path`; its folder is made. OSError when that is not possible."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def database_from_url(url: str, pool: Pool) -> dict[str, Any]:
    """Settings for `url`: MongoDB with `pool`, SQLite in WAL mode, or another that django-environ knows.

    ValueError says what is wrong with the address, without repeating a password.
    """
    scheme = urlsplit(url).scheme
    if scheme in MONGODB:
        return _mongodb(url, pool)
    if scheme not in environ.Env.DB_SCHEMES:
        known = "mongodb, mongodb+srv, sqlite, postgresql or another that django-environ knows"
        raise ValueError(f"it begins with “{scheme}://”; it must begin with {known}.")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            config = dict(environ.Env.db_url_config(url))
        except UserWarning as warning:
            raise ValueError(str(warning)) from None
    if scheme != "sqlite":
        return config
    return config if config["NAME"] == ":memory:" else sqlite_database(Path(config["NAME"]))


def _mongodb(url: str, pool: Pool) -> dict[str, Any]:
    """The driver reads the whole address itself; our options would win, so only what it leaves out is set."""
    parts = urlsplit(url)
    if parts.scheme == "mongodb":  # the other scheme asks the DNS, which is too early here
        _refuse_malformed(url)
    elif not parts.hostname:
        raise ValueError("it names no server.")
    given = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    options = {name: value for name, value in _options(pool).items() if name.lower() not in given}
    return {
        "ENGINE": "dtps.db.mongodb",
        "HOST": url,
        "NAME": unquote(parts.path.lstrip("/")) or NAME,
        "OPTIONS": options,
    }


def _refuse_malformed(url: str) -> None:
    try:
        parse_uri(url, warn=False)
    except (PyMongoError, ValueError) as error:
        password = re.search(r"://[^/]*:([^/]*)@", url)
        words = str(error).replace(password[1], "***") if password and password[1] else str(error)
        raise ValueError(f"MongoDB's driver says: {words}") from None


def _options(pool: Pool) -> dict[str, Any]:
    return {
        "appname": "dtps",
        "maxPoolSize": pool.max_size,
        "minPoolSize": pool.min_size,
        "maxIdleTimeMS": pool.max_idle_time * 1000,
        "socketTimeoutMS": pool.socket_timeout * 1000,
        "waitQueueTimeoutMS": pool.wait_queue_timeout * 1000,
        "serverSelectionTimeoutMS": pool.server_selection_timeout * 1000,
        # A member that falls silent is given up after both together; the driver itself would wait for 20 s.
        "connectTimeoutMS": pool.connect_timeout * 1000,
        "heartbeatFrequencyMS": pool.heartbeat * 1000,
        "retryWrites": True,
        "retryReads": True,
        "w": "majority",
        "journal": True,
        # These two are the engine's own (dtps/db/mongodb/base.py).
        "connect_attempts": pool.connect_attempts,
        "connect_backoff": pool.connect_backoff,
    }
