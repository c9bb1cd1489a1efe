"""From one DATABASE_URL to Django's settings for that database."""

from typing import Any

import environ


def database_from_url(url: str, **pool: int) -> dict[str, Any]:
    """Settings for `url`: SQLite in WAL mode, or (later in this module) MongoDB."""
    config = dict(environ.Env.db_url_config(url))
    config["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return config
