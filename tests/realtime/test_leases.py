"""Slots in the cache, without any server."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from pytest_django import Settings

from apps.realtime import leases


@pytest.fixture
def user_id(settings: Settings) -> UUID:
    """Somebody with two places."""
    settings.REALTIME_CONNECTIONS_PER_USER = 2
    settings.REALTIME_ATTEMPTS_PER_MINUTE = 3
    return uuid4()


def held(user_id: UUID, slot: int) -> Any:
    """A connection in that slot."""
    return SimpleNamespace(kind="stream", user_id=user_id, slot=slot)


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on we are somebody else."""
    monkeypatch.setattr(leases, "TOKEN", uuid4().hex)


def test_places_are_taken_until_there_are_none(user_id: UUID) -> None:
    assert [leases.take("stream", user_id) for _turn in range(3)] == [(True, 0), (True, 1), (False, None)]
    assert leases.take("socket", user_id) == (True, 0)
    assert leases.take("stream", uuid4()) == (True, 0)


def test_a_place_that_is_given_back_is_taken_again(user_id: UUID) -> None:
    leases.take("stream", user_id), leases.take("stream", user_id)
    leases.release("stream", user_id, 0)
    assert leases.take("stream", user_id) == (True, 0)


def test_nobody_gives_back_or_renews_what_another_has(user_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    leases.take("stream", user_id)
    holder = cache.get(f"realtime:stream:{user_id.hex}:0")
    another_process(monkeypatch)
    leases.renew([held(user_id, 0)])
    leases.release("stream", user_id, 0)
    assert cache.get(f"realtime:stream:{user_id.hex}:0") == holder


def test_a_lease_that_was_lost_is_taken_again_at_the_next_ping(user_id: UUID) -> None:
    leases.take("stream", user_id)
    cache.clear()
    leases.renew([held(user_id, 0)])
    assert leases.take("stream", user_id) == (True, 1)


def test_attempts_within_a_minute(user_id: UUID) -> None:
    assert [leases.seconds_to_wait("stream", user_id) for _turn in range(3)] == [0, 0, 0]
    assert 1 <= leases.seconds_to_wait("stream", user_id) <= 60
    assert leases.seconds_to_wait("stream", uuid4()) == 0
    assert leases.seconds_to_wait("socket", user_id) == 0


def test_a_cache_out_of_reach_refuses_nobody(user_id: UUID, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True},
        }
    }
    assert leases.seconds_to_wait("stream", user_id) == 0
    assert leases.take("stream", user_id) == (True, None)
    leases.renew([held(user_id, 0)])
    leases.release("stream", user_id, 0)
