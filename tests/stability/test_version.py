"""Which version the server runs, that it says so, and what pages of older ones may still do."""

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from pytest_django import Settings

from apps.accounts.models import User
from apps.stability.client_version import OldestClient, release_of
from dtps.version import build_id, read_version, source_digest
from tests.conftest import signed_in

OLD, OLDEST = "0.1.9", "0.2.0"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small project."""
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps/views.py").write_text("one")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/base.html").write_text("two")
    return tmp_path


def test_the_release_is_the_newest_heading(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.3 - today\n\n## 1.2.2\n")
    assert read_version(tmp_path / "CHANGELOG.md") == "1.2.3"


def test_a_changelog_without_a_release_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n")
    with pytest.raises(ValueError, match="no heading"):
        read_version(tmp_path / "CHANGELOG.md")


def test_the_build_follows_from_the_source_alone(
    source: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Workers, servers and copies of any age agree; what Python leaves behind does not count."""
    before = source_digest(source)
    copy = tmp_path_factory.mktemp("copy")
    subprocess.run(["cp", "-r", f"{source}/.", copy], check=True)
    (copy / "apps/__pycache__").mkdir()
    (copy / "apps/__pycache__/views.pyc").write_text("bytes")
    assert source_digest(copy) == before
    assert len(before) == 12


@pytest.mark.parametrize("path", ["apps/views.py", "templates/base.html", "apps/new.py"])
def test_any_change_is_another_build(source: Path, path: str) -> None:
    before = source_digest(source)
    (source / path).write_text("three")
    assert source_digest(source) != before


def test_a_name_that_moves_is_another_build(source: Path) -> None:
    before = source_digest(source)
    (source / "apps/views.py").rename(source / "apps/pages.py")
    assert source_digest(source) != before


def test_a_build_that_was_named_keeps_its_name(source: Path) -> None:
    assert build_id("2026-11-26.1", source) == "2026-11-26.1"


@pytest.mark.parametrize("given", ["a b", "é", "x" * 41, "a\nb", "a+b"])
def test_a_name_that_no_header_can_carry_is_refused(source: Path, given: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        build_id(given, source)


def test_processes_agree() -> None:
    command = [sys.executable, "-c", "from dtps.settings import APP_VERSION; print(APP_VERSION)"]
    said = {
        subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True).stdout for _ in "ab"
    }
    assert said == {f"{settings.APP_VERSION}\n"}


def test_pages_say_which_version_they_are_of(owner: User) -> None:
    meta = f'<meta name="app-version" content="{settings.APP_VERSION}">'
    assert meta in signed_in(owner).get("/").content.decode()


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("0.2.0", (0, 2, 0)),
        ("10.0.1+1f3c5a", (10, 0, 1)),
        ("", None),
        ("0.2", None),
        ("0.2.0.1", None),
        ("-1.0.0", None),
        ("\u0660.\u0662.\u0660", None),
        ("1" * 9999 + ".0.0", None),
    ],
)
def test_releases_are_read_strictly(version: str, release: tuple[int, ...] | None) -> None:
    assert release_of(version) == release


def test_releases_are_compared_as_numbers() -> None:
    assert (release_of("0.10.0") or ()) > (release_of("0.9.0") or ())


# --- The oldest client


def get(url: str, version: str | None, user: User) -> Any:
    """The answer to a page of that version."""
    return signed_in(user).get(url, headers={"X-App-Version": version} if version else {})


@override_settings(OLDEST_CLIENT=OLDEST)
@pytest.mark.parametrize("url", ["/api/foods/", "/api/drafts/", "/api/session/", "/api/nowhere/"])
def test_a_page_that_is_too_old_is_told_so(url: str, owner: User) -> None:
    response = get(url, f"{OLD}+build", owner)
    assert response.status_code == 426
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "client_too_old"
    assert response["X-App-Version"] == settings.APP_VERSION
    assert response["Cache-Control"] == "no-store"


@override_settings(OLDEST_CLIENT=OLDEST)
def test_its_drafts_are_saved(owner: User) -> None:
    browser = signed_in(owner)
    draft = {"type": "client", "id": str(uuid4()), "saveId": "one", "data": {"name": "Asha"}}
    headers = {"X-App-Version": OLD}
    body = json.dumps(draft)
    saved = browser.post("/api/drafts/", body, content_type="application/json", headers=headers)
    assert saved.status_code == 200
    url = f"/api/drafts/?type=client&id={draft['id']}"
    assert browser.delete(url, headers=headers).status_code == 426
    assert browser.get(url).json()["draft"]["data"]["name"] == "Asha"


@override_settings(OLDEST_CLIENT=OLDEST)
@pytest.mark.parametrize("version", [OLDEST, f"{OLDEST}+x", "0.10.0", "9.0.0", None, "nonsense", "0.1"])
def test_who_is_new_enough_or_no_page_of_ours_is_served(version: str | None, owner: User) -> None:
    assert get("/api/foods/", version, owner).status_code == 200


@override_settings(OLDEST_CLIENT=OLDEST)
def test_pages_are_served_to_everybody(owner: User) -> None:
    """They are how an old one becomes a new one."""
    assert get("/diet-templates/", OLD, owner).status_code == 200


def test_without_the_setting_no_age_is_too_old(owner: User) -> None:
    assert get("/api/foods/", "0.0.1", owner).status_code == 200
    with pytest.raises(MiddlewareNotUsed):
        OldestClient(lambda request: HttpResponse())


@override_settings(OLDEST_CLIENT=OLDEST)
def test_both_doors_refuse() -> None:
    async def later(request: HttpRequest) -> HttpResponse:
        return HttpResponse("served")

    sync: Any = OldestClient(lambda request: HttpResponse("served"))
    door: Callable[[HttpRequest], Awaitable[HttpResponse]] = OldestClient(later)  # type: ignore[assignment]
    for version, status in ((OLD, 426), (OLDEST, 200)):
        request = RequestFactory().get("/api/foods/", headers={"X-App-Version": version})
        assert sync(request).status_code == status
        assert async_to_sync(door)(request).status_code == status


@pytest.mark.parametrize(
    ("oldest", "check"), [("soon", "dtps.E001"), ("99.0.0", "dtps.E002"), ("0.1.0", None), ("", None)]
)
def test_a_setting_that_would_refuse_everybody_is_refused(
    oldest: str, check: str | None, settings: Settings
) -> None:
    settings.OLDEST_CLIENT = oldest
    assert [message.id for message in run_checks(tags=["settings"])] == ([check] if check else [])
