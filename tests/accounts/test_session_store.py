"""A session that is ended while a request reads or writes it does not come back out of the cache."""

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from apps.accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    """A session with something in it."""
    store = SessionStore()
    store["name"] = "Asha"
    store.save()
    assert store.session_key
    return store.session_key


@pytest.fixture
def ended_amid(monkeypatch: pytest.MonkeyPatch, key: str) -> Callable[[], None]:
    """Once called, somebody else ends the session just before the next write to the cache."""

    def arm() -> None:
        write = LocMemCache.set

        def late(*args: Any, **options: Any) -> None:
            monkeypatch.setattr(LocMemCache, "set", write)
            SessionStore(key).delete()
            write(*args, **options)

        monkeypatch.setattr(LocMemCache, "set", late)

    return arm


def test_it_is_kept_in_the_cache(key: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert SessionStore(key)["name"] == "Asha"


def test_ended_amid_a_write(key: str, ended_amid: Callable[[], None]) -> None:
    store = SessionStore(key)
    store["name"] = "Ravi"
    ended_amid()
    store.save()
    assert SessionStore(key).load() == {}


def test_ended_amid_a_read(key: str, ended_amid: Callable[[], None]) -> None:
    cache.clear()
    ended_amid()
    assert SessionStore(key).load() == {}
    assert SessionStore(key).load() == {}


def test_ended_amid_an_asynchronous_read(key: str, ended_amid: Callable[[], None]) -> None:
    cache.clear()
    ended_amid()
    assert async_to_sync(SessionStore(key).aload)() == {}
    assert SessionStore(key).load() == {}


def test_ended_before_a_write(key: str) -> None:
    store = SessionStore(key)
    store["name"] = "Ravi"
    SessionStore(key).delete()
    with pytest.raises(UpdateError):
        store.save()
    assert SessionStore(key).load() == {}
