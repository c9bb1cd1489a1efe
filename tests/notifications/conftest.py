"""What the tests of notifications need: telling somebody something, and seeing what reaches the streams."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from apps.accounts.models import User
from apps.notifications.models import Kind, Notification
from apps.notifications.services import Words, notify
from apps.realtime import layer

Sent = list[tuple[str, dict[str, Any]]]


def tell(*people: User, kind: Kind = Kind.ANNOUNCEMENT, title: Words = "News", **more: Any) -> None:
    """Tells them something."""
    notify(recipients=people, kind=kind, title=title, **more)


def titles(user: User) -> list[str]:
    """What `user` was told, the first first."""
    rows = Notification.objects.filter(recipient=user).order_by("sequence")
    return list(rows.values_list("title", flat=True))


def kinds(user: User) -> list[str]:
    """The kinds of what `user` was told, the first first."""
    rows = Notification.objects.filter(recipient=user).order_by("sequence")
    return list(rows.values_list("kind", flat=True))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What is handed to the channel layer, in order: `(group, message)`. It takes place after a commit only,
    so on SQLite the test has to be marked `transaction=True`."""
    messages: Sent = []

    async def send_all(news: Iterable[tuple[str, dict[str, Any]]]) -> None:
        messages.extend(news)

    monkeypatch.setattr(layer, "send_all", send_all)
    return messages


def pushes(sent: Sent) -> list[tuple[UUID, int, int, list[str]]]:
    """The pushes among them: whose, from where, to where, the names of the events."""
    return [
        (UUID(user), before, after, [name for name, _frame in frames])
        for _group, message in sent
        for user, before, after, frames in message.get("pushes", [])
    ]
