"""What the driver really sends to MongoDB, and ways to make the server fail on purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from pymongo import MongoClient, monitoring


class Recorder(monitoring.CommandListener):
    """Keeps the commands that this process sends, and the answers, since the last `clear()`."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []

    def clear(self) -> None:
        """Forgets."""
        self.sent.clear()
        self.answers.clear()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Called by the driver before it sends."""
        self.sent.append(dict(event.command))

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Called by the driver with the answer."""
        self.answers.append(dict(event.reply))

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """A command that failed was sent all the same."""

    def named(self, name: str) -> list[dict[str, Any]]:
        """The commands of this name, in order."""
        return [command for command in self.sent if name in command]

    def documents(self) -> list[dict[str, Any]]:
        """The documents that queries got."""
        return [
            document for answer in self.answers for document in answer.get("cursor", {}).get("firstBatch", [])
        ]


def client() -> MongoClient[Any]:
    """The process's client."""
    mongodb: Any = connection
    mongodb.ensure_connection()
    opened: MongoClient[Any] = mongodb.connection
    return opened


@contextmanager
def failing(command: str, times: int = 1, **how: Any) -> Iterator[None]:
    """The primary breaks the connection at the next `times` of `command`, or fails as `how` says.

    Only for this process; but a server has only one such trap, so the tests that set it are in one module,
    which one process runs.
    """
    mongodb: Any = connection
    data = {
        "failCommands": [command],
        "appName": mongodb.settings_dict["OPTIONS"]["appname"],
        **(how or {"closeConnection": True}),
    }
    admin = client().admin
    admin.command("configureFailPoint", "failCommand", mode={"times": times}, data=data)
    try:
        yield
    finally:
        admin.command("configureFailPoint", "failCommand", mode="off")
