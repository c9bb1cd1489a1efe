"""Health: whether the process lives, whether it should get requests, and why not, for those who may know."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError, connections
from django.test import AsyncClient
from django.test import Client as Browser
from pymongo import MongoClient
from pytest_django import Settings

from apps.accounts.models import User
from apps.stability import vital_signs
from dtps.networks import networks
from tests.conftest import signed_in

LIVE, READY = "/healthz/live/", "/healthz/ready/"
LONGEST = vital_signs.LONGEST
ALL_WELL = {"database": "ok", "migrations": "ok", "cache": "ok", "layer": "ok"}

pytestmark = pytest.mark.django_db(transaction=True)  # the threads that look have connections of their own


@pytest.fixture(autouse=True)
def without_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine two seconds may be too few for those who are well."""
    monkeypatch.setattr(vital_signs, "LONGEST", 30.0)


@pytest.fixture
def from_the_watch(settings: Settings) -> None:
    """Requests come from an address that may know."""
    settings.HEALTH_ALLOWED = networks(["127.0.0.0/8"])


def verdicts(answer: Any) -> dict[str, str]:
    return {name: sign["verdict"] for name, sign in answer.json()["checks"].items()}


def broken(*args: Any, **kwargs: Any) -> Any:
    raise DatabaseError("host db.internal refused")


def test_the_process_lives(client: Browser) -> None:
    answer = client.get(LIVE)
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert "no-store" in answer["Cache-Control"]


def test_all_is_well(client: Browser, from_the_watch: None) -> None:
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["status"], verdicts(answer)) == (200, "ready", ALL_WELL)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_in_async_mode_as_well(from_the_watch: None) -> None:
    answer = async_to_sync(AsyncClient().get)(READY)
    assert (answer.status_code, verdicts(answer)) == (200, ALL_WELL)


@pytest.mark.parametrize("name", ["database", "migrations"])
def test_without_what_is_vital_it_is_not_ready(
    client: Browser, from_the_watch: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(vital_signs, name, broken)
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert verdicts(answer) == {**ALL_WELL, name: "failed"}
    assert answer.json()["checks"][name]["reason"] == "DatabaseError: host db.internal refused"


@pytest.mark.parametrize("name", ["keeping", "layer"])
def test_without_cache_or_layer_it_is_slower_and_not_down(
    client: Browser, from_the_watch: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    async def broken_layer() -> None:
        broken()

    monkeypatch.setattr(vital_signs, name, broken_layer if name == "layer" else broken)
    answer = client.get(READY)
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert verdicts(answer) == {**ALL_WELL, "cache" if name == "keeping" else name: "failed"}


def test_a_cache_that_forgets(client: Browser, from_the_watch: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Redis does when it is away: the site goes on without asking."""
    forgetful = SimpleNamespace(set=lambda *args, **kwargs: None, get=lambda key: None)
    monkeypatch.setattr(vital_signs, "cache", forgetful)
    assert verdicts(client.get(READY)) == {**ALL_WELL, "cache": "failed"}


def test_a_migration_that_was_not_applied(
    client: Browser, from_the_watch: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = vital_signs._needed() | {("clients", "9999_more")}
    monkeypatch.setattr(vital_signs, "_needed", lambda: needed)
    answer = client.get(READY)
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"]["reason"].endswith(
        "1 are not applied; the first is clients.9999_more"
    )


def test_they_are_looked_at_side_by_side_and_not_for_ever(
    client: Browser, from_the_watch: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(vital_signs, "LONGEST", 0.5)
    for name in ("database", "migrations", "keeping"):
        monkeypatch.setattr(vital_signs, name, let_go.wait)
    began = time.monotonic()
    answer = client.get(READY)
    taken = time.monotonic() - began
    let_go.set()
    assert answer.status_code == 503
    assert verdicts(answer) == dict.fromkeys(ALL_WELL, "timeout") | {"layer": "ok"}
    assert taken < 1.4  # one after the other would be 1.5


def test_they_get_two_seconds() -> None:
    assert LONGEST == 2.0


@pytest.mark.only_mongodb
def test_a_database_that_is_away_costs_two_seconds(
    client: Browser, from_the_watch: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver would wait for half a minute."""
    pools = type(connections["default"])._connection_pools  # type: ignore[attr-defined]
    unused = ThreadPoolExecutor(max_workers=8)  # a thread goes on with the client that it has had
    nobody: MongoClient[Any] = MongoClient("mongodb://127.0.0.1:9", connect=False)
    with unused, nobody:
        monkeypatch.setattr(vital_signs, "LONGEST", LONGEST)
        monkeypatch.setattr(vital_signs, "_threads", unused)
        monkeypatch.setitem(pools, "default", nobody)
        began = time.monotonic()
        answer = client.get(READY)
        taken = time.monotonic() - began
        monkeypatch.undo()
    assert verdicts(answer)["database"] in ("failed", "timeout")
    assert answer.status_code == 503
    assert taken < 4  # two seconds, and what a busy machine adds


def test_reasons_are_for_admins(admin_user: User, owner: User) -> None:
    assert verdicts(signed_in(admin_user).get(READY)) == ALL_WELL
    for browser in (Browser(), signed_in(owner)):
        assert browser.get(READY).json() == {"status": "ready"}


def test_a_forged_session_is_no_admins(client: Browser) -> None:
    client.cookies["session"] = "x" * 32
    assert client.get(READY).json() == {"status": "ready"}


def test_reasons_are_for_named_addresses(client: Browser, settings: Settings) -> None:
    settings.HEALTH_ALLOWED = networks(["10.1.0.0/16"])
    assert "checks" in client.get(READY, REMOTE_ADDR="10.1.2.3").json()
    for address, forged in (("10.2.0.1", ""), ("203.0.113.7", "10.1.2.3")):
        answer = client.get(READY, REMOTE_ADDR=address, headers={"X-Forwarded-For": forged})
        assert answer.json() == {"status": "ready"}


def test_looking_is_no_use_of_a_session(admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(admin_user)
    monkeypatch.setattr("apps.accounts.middleware.renew", broken)
    monkeypatch.setattr("apps.accounts.middleware.is_due", lambda session: True)
    answer = browser.get(READY)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


@pytest.mark.parametrize("address", [LIVE, READY])
def test_nothing_stands_before_them(client: Browser, settings: Settings, address: str) -> None:
    """No name of a host, no HTTPS, no limit, no maintenance."""
    settings.SECURE_SSL_REDIRECT = True
    settings.RATE_LIMIT_BURST = 1
    for _number in range(3):
        assert client.get(address, headers={"Host": "10.1.2.3"}).status_code == 200
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
