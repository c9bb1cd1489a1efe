"""/api/session/: what keeps a page signed in, and signs its person in again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import AsyncClient
from django.test import Client as Browser
from pytest_django import Settings

from apps.accounts.models import DeviceSession, User
from apps.accounts.sessions import RENEWED
from tests.conftest import PASSWORD

SESSION, PING, SIGN_IN = "/api/session/", "/api/session/ping/", "/api/session/sign-in/"


def sign_in(person: User, browser: Browser | None = None, **changed: Any) -> Any:
    """The answer to signing in in place."""
    body = {"email": person.email, "password": PASSWORD, "user": str(person.pk), **changed}
    return (browser or Browser()).post(SIGN_IN, body, content_type="application/json")


def used(browser: Browser, minutes: float) -> None:
    """Turns the clock back: the session was written that many minutes ago."""
    session = browser.session
    then = datetime.now(UTC) - timedelta(minutes=minutes)
    session[RENEWED] = int(then.timestamp())
    session.save()
    DeviceSession.objects.filter(session_key=session.session_key).update(last_seen=then)


def written(browser: Browser) -> int:
    """When the session was written last."""
    return int(SessionStore(browser.session.session_key).get(RENEWED, 0))


# --- Asking


def test_it_tells_who_is_signed_in_and_until_when(owner: User, browser_of_owner: Browser) -> None:
    answer = browser_of_owner.get(SESSION)
    body = answer.json()
    assert body["user"] == {"id": str(owner.pk), "name": "Owner", "email": owner.email}
    until = datetime.fromisoformat(body["expiresAt"])
    assert timedelta(days=29, hours=23) < until - datetime.now(UTC) <= timedelta(days=30)
    assert (body["idleSeconds"], answer["Cache-Control"]) == (30 * 24 * 3600, "no-store")
    assert body["idleSeconds"] - 60 < body["secondsLeft"] <= body["idleSeconds"]


def test_a_visitor_is_told_so_and_gets_a_token_to_sign_in_with(db: None) -> None:
    answer = Browser().get(SESSION)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.cookies[settings.CSRF_COOKIE_NAME].value


def test_asking_prolongs_nothing(browser_of_owner: Browser) -> None:
    used(browser_of_owner, minutes=20)
    before = written(browser_of_owner)
    answer = browser_of_owner.get(SESSION)
    assert written(browser_of_owner) == before
    assert answer.json()["secondsLeft"] <= 30 * 24 * 3600 - 20 * 60


# --- Living on


def test_a_ping_prolongs_it_to_the_full_time(browser_of_owner: Browser) -> None:
    used(browser_of_owner, minutes=20)
    answer = browser_of_owner.post(PING)
    assert answer.json()["secondsLeft"] > 30 * 24 * 3600 - 60
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == 30 * 24 * 3600
    row = Session.objects.get(pk=cookie.value)
    assert row.expire_date - datetime.now(UTC) > timedelta(days=29, hours=23)


@pytest.mark.parametrize("address", ["/", "/clients/", "/api/drafts/?type=note&id=none"])
def test_any_page_prolongs_it(browser_of_owner: Browser, address: str) -> None:
    used(browser_of_owner, minutes=6)
    before = written(browser_of_owner)
    browser_of_owner.get(address)
    assert written(browser_of_owner) > before


def test_it_is_written_every_five_minutes_at_most(browser_of_owner: Browser) -> None:
    used(browser_of_owner, minutes=4.9)
    before = written(browser_of_owner)
    answers = [browser_of_owner.post(PING) for _ in range(3)]
    assert written(browser_of_owner) == before
    assert not any(settings.SESSION_COOKIE_NAME in answer.cookies for answer in answers)


def test_requests_at_the_same_moment_write_it_once(browser_of_owner: Browser) -> None:
    """The second finds the session as it was, but the row on the list says that it has been written."""
    used(browser_of_owner, minutes=6)
    DeviceSession.objects.update(last_seen=datetime.now(UTC))
    answer = browser_of_owner.post(PING)
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_a_session_from_before_there_was_a_list_is_on_it_from_its_next_use(browser_of_owner: Browser) -> None:
    used(browser_of_owner, minutes=6)
    DeviceSession.objects.all().delete()
    assert browser_of_owner.post(PING, headers={"User-Agent": "Firefox/150.0 (Windows)"}).status_code == 200
    assert [str(row) for row in DeviceSession.objects.all()] == ["Firefox on Windows"]


def test_behind_asgi_too(browser_of_owner: Browser) -> None:
    used(browser_of_owner, minutes=20)
    browser = AsyncClient()
    browser.cookies = browser_of_owner.cookies
    answer = async_to_sync(browser.post)(PING)
    assert answer.json()["secondsLeft"] > 30 * 24 * 3600 - 60
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 30 * 24 * 3600


# --- Signing in in place


def test_it_signs_the_same_person_in(owner: User) -> None:
    browser = Browser()
    answer = sign_in(owner, browser)
    assert (answer.status_code, answer.json()["user"]["id"]) == (200, str(owner.pk))
    assert browser.get("/").status_code == 200


def test_the_csrf_token_is_a_fresh_one(owner: User) -> None:
    browser = Browser(enforce_csrf_checks=True)
    token = browser.get(SESSION).cookies[settings.CSRF_COOKIE_NAME].value
    answer = browser.post(
        SIGN_IN,
        {"email": owner.email, "password": PASSWORD, "user": str(owner.pk)},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    fresh = answer.cookies[settings.CSRF_COOKIE_NAME].value
    assert fresh != token
    assert browser.post(PING, headers={"X-CSRFToken": fresh}).status_code == 200
    assert browser.post(PING, headers={"X-CSRFToken": token}).json()["code"] == "csrf_failed"


def test_it_signs_nobody_else_in(owner: User, colleague: User) -> None:
    browser = Browser()
    answer = sign_in(colleague, browser, user=str(owner.pk))
    assert (answer.status_code, answer.json()["code"]) == (403, "other_user")
    assert browser.get(SESSION).status_code == 401


def test_a_wrong_password(owner: User) -> None:
    answer = sign_in(owner, password="wrong")
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_login")


def test_nobody_signs_in_after_being_stopped(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert sign_in(owner).json()["code"] == "invalid_login"


@pytest.mark.parametrize(
    "changed", [{"user": "x"}, {"user": None}, {"email": 1}, {"password": None}, {"password": ["x"]}]
)
def test_a_body_that_makes_no_sense(owner: User, changed: dict[str, Any]) -> None:
    answer = sign_in(owner, **changed)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert list(answer.json()["errors"]) == list(changed)


def test_a_body_that_is_too_large(owner: User) -> None:
    assert sign_in(owner, password="x" * 9000).status_code == 413


# --- Too often


@pytest.fixture
def limits(settings: Settings) -> None:
    """Two attempts on an account, three from an address."""
    cache.clear()
    settings.RATELIMIT_ENABLE = True
    settings.SIGN_INS_PER_ACCOUNT, settings.SIGN_INS_PER_ADDRESS = 2, 3


@pytest.mark.usefixtures("limits")
def test_an_account_is_tried_so_often_and_no_more(owner: User, colleague: User) -> None:
    for _ in range(2):
        assert sign_in(owner, password="wrong").status_code == 401
    answer = sign_in(owner, email=owner.email.upper())
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    seconds = int(answer["Retry-After"])
    assert 1 <= seconds <= 60
    assert f"{seconds} second" in answer.json()["detail"]
    elsewhere = Browser(REMOTE_ADDR="198.51.100.7")
    assert sign_in(owner, elsewhere).status_code == 429
    assert sign_in(colleague, elsewhere).status_code == 200


@pytest.mark.usefixtures("limits")
def test_an_address_tries_so_often_and_no_more(owner: User, colleague: User) -> None:
    for name in ("a", "b", "c"):
        sign_in(owner, email=f"{name}@practice.test", password="wrong")
    assert sign_in(colleague).status_code == 429
    assert sign_in(colleague, Browser(REMOTE_ADDR="198.51.100.7")).status_code == 200


@pytest.mark.usefixtures("limits")
def test_the_page_counts_with_it_and_says_so_in_words(owner: User) -> None:
    for _ in range(2):
        sign_in(owner, password="wrong")
    answer = Browser().post("/accounts/sign-in/", {"email": owner.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert f"Please try again in {answer['Retry-After']} second" in answer.content.decode()
