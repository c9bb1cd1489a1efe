"""What leaves a unit of work, and when: after its commit, in bounded time, and never as an error."""

import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from apps.accounts.models import User
from apps.realtime import layer
from apps.realtime.events import Event
from apps.realtime.presence import tell_saved
from apps.realtime.push import Push, push, push_to_everyone, recheck
from dtps.db.transactions import atomic

pytestmark = pytest.mark.django_db(transaction=True)

Sent = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What went to the channel layer: group and message."""
    messages: Sent = []

    class Layer:
        async def group_send(self, group: str, message: dict[str, Any]) -> None:
            messages.append((group, message))

    monkeypatch.setattr(layer, "get_channel_layer", Layer)
    return messages


def to(user_id: UUID) -> Push:
    """One event to somebody."""
    return Push(user_id, 4, 5, [Event("unread", {"total": 1}, id="5-1")])


def test_nothing_leaves_before_the_commit(sent: Sent) -> None:
    user_id = uuid4()
    with atomic():
        push([to(user_id)])
        assert sent == []
    frame = b'event: unread\nid: 5-1\ndata: {"total":1}\n\n'
    line = [user_id.hex, 4, 5, [["unread", frame]]]
    assert sent == [(f"live.user.{user_id.hex}", {"type": "push", "pushes": [line]})]


def test_nothing_leaves_what_is_rolled_back(sent: Sent, owner: User) -> None:
    def work() -> None:
        with atomic():
            push([to(owner.pk)])
            recheck(owner.pk)
            tell_saved("meal-plan", uuid4(), version=3, by=owner)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert sent == []


def test_many_people_are_told_in_few_messages(sent: Sent) -> None:
    people = [uuid4() for _turn in range(450)]
    with atomic():
        push([to(user_id) for user_id in people])
    assert [group for group, _message in sent] == ["live.everyone"] * 3
    lines = [line for _group, message in sent for line in message["pushes"]]
    assert [line[0] for line in lines] == [user_id.hex for user_id in people]


def test_the_other_messages(sent: Sent, owner: User) -> None:
    key = uuid4()
    with atomic():
        push_to_everyone(Event("version", {"version": "2"}))
        recheck(owner.pk, ended="a session")
        tell_saved("meal-plan", key, version=3, by=owner)
    (everyone, news), (person, look), (room, saved) = sent
    assert (everyone, news["name"]) == ("live.everyone", "version")
    assert (person, look["ended"]) == (f"live.user.{owner.pk.hex}", "a session")
    assert (room, saved["saved"]["version"]) == (f"live.room.meal-plan.{key.hex}", 3)
    assert saved["saved"]["by"] == {"user": str(owner.pk), "name": "Owner"}


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "redis://10.255.255.1:6379/0"])
def test_redis_out_of_reach_fails_nobody(settings: Settings, address: str) -> None:
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": {"hosts": [address]}}}
    started = time.monotonic()
    with atomic():
        push([to(uuid4())])
    assert time.monotonic() - started < 3
