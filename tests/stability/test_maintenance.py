"""Maintenance: one switch closes the site for all processes of the machine, and says when to come back."""

import time
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.test import AsyncClient
from django.test import Client as Browser
from pytest_django import Settings

from apps.accounts.models import User


@pytest.fixture(autouse=True)
def open_site(settings: Settings, tmp_path: Path) -> None:
    """A folder of its own for the switch."""
    settings.VAR_DIR = tmp_path / "var"


def test_open_until_it_is_closed(client: Browser, db: None) -> None:
    assert client.get("/accounts/sign-in/").status_code == 200
    call_command("maintenance", "off")
    assert client.get("/accounts/sign-in/").status_code == 200


def test_people_get_a_page(client: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("maintenance", "on", "--minutes", "20")
    assert "closed" in capsys.readouterr().out
    answer = client.get("/clients/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "It will be back in about 20 minutes." in page
    assert "autosave is safe" in page
    assert 'href="/clients/"' in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_the_api_answers_with_a_problem(browser_of_owner: Browser, method: str) -> None:
    call_command("maintenance", "on")
    answer = getattr(browser_of_owner, method)("/api/drafts/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "maintenance"
    assert answer.json()["detail"] == "DTPS is under maintenance. It will be back in about 10 minutes."


def test_in_async_mode_as_well() -> None:
    call_command("maintenance", "on")
    assert async_to_sync(AsyncClient().get)("/api/drafts/").json()["code"] == "maintenance"


def test_the_session_is_not_touched(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis and the database may be away."""
    browser = Browser()
    browser.force_login(owner)
    call_command("maintenance", "on")
    monkeypatch.setattr("django.contrib.sessions.backends.cached_db.SessionStore.load", None)
    assert browser.get("/clients/").status_code == 503


def test_health_and_files_go_on(client: Browser, settings: Settings) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    call_command("maintenance", "on")
    assert client.get("/healthz/live/").status_code == 200
    assert client.get("/static/css/tokens.css").status_code == 200


def test_when_it_takes_longer_it_stays_closed(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("maintenance", "on", "--minutes", "1")
    later = time.time() + 3600
    monkeypatch.setattr("apps.stability.maintenance.time.time", lambda: later)
    answer = client.get("/clients/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "about 1 minute." in answer.content.decode()


def test_off_at_once(client: Browser, db: None) -> None:
    call_command("maintenance", "on")
    call_command("maintenance", "off")
    assert client.get("/accounts/sign-in/").status_code == 200


@pytest.mark.parametrize("content", ["", "soon", "-1"])
def test_a_switch_that_cannot_be_read_is_on(client: Browser, settings: Settings, content: str) -> None:
    """`touch var/maintenance` closes the site as well."""
    Path(settings.VAR_DIR).mkdir()
    (Path(settings.VAR_DIR) / "maintenance").write_text(content)
    assert client.get("/clients/")["Retry-After"] == "30"


@pytest.mark.parametrize("minutes", ["0", "-5", "10081"])
def test_a_time_that_cannot_be(minutes: str) -> None:
    with pytest.raises(CommandError, match="from 1 to 10080"):
        call_command("maintenance", "on", "--minutes", minutes)
