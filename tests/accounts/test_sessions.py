"""The page of one's own sessions, and ending them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.management import call_command
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.devices import browser_of, system_of
from apps.accounts.models import DeviceSession, User
from tests.conftest import PASSWORD, signed_in

PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"
CHROME = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36"


def device(user: User, agent: str = FIREFOX) -> Browser:
    """A browser in which the person has signed in by the page for it."""
    browser = Browser(headers={"User-Agent": agent})
    browser.post("/accounts/sign-in/", {"email": user.email, "password": PASSWORD})
    return browser


def session_of(browser: Browser) -> DeviceSession:
    """Its row on the list."""
    return DeviceSession.objects.get(session_key=browser.session.session_key)


def test_it_lists_each_device(owner: User, colleague: User) -> None:
    here = device(owner)
    device(owner, CHROME)
    device(colleague, CHROME.replace("Android 16", "iPad"))
    page = here.get(PAGE).content.decode()
    assert "Firefox on Windows" in page
    assert "Chrome on Android" in page
    assert "iPad" not in page
    assert page.count("Sign out there</button>") == 1
    assert page.index("Firefox on Windows") < page.index("Chrome on Android")  # this one comes first


def test_signing_out_there(owner: User) -> None:
    here, there = device(owner), device(owner, CHROME)
    answer = here.post(f"{PAGE}{session_of(there).pk}/end/", follow=True)
    assert "That device is signed out." in answer.content.decode()
    assert there.get("/api/session/").status_code == 401
    assert here.get("/api/session/").status_code == 200
    assert len(answer.context["sessions"]) == 1


def test_signing_out_everywhere_else(owner: User, colleague: User) -> None:
    here, *others = (device(owner) for _ in range(3))
    stranger = device(colleague)
    page = here.post(f"{PAGE}end-others/", follow=True).content.decode()
    assert "2 other devices are signed out." in page
    assert [browser.get("/api/session/").status_code for browser in others] == [401, 401]
    assert here.get("/api/session/").status_code == stranger.get("/api/session/").status_code == 200
    assert "No other device was signed in." in here.post(f"{PAGE}end-others/", follow=True).content.decode()


def test_nobody_ends_somebody_elses(owner: User, colleague: User) -> None:
    theirs = device(colleague)
    assert device(owner).post(f"{PAGE}{session_of(theirs).pk}/end/").status_code == 404
    assert theirs.get("/api/session/").status_code == 200


def test_signing_out_takes_it_off_the_list_and_empties_the_browsers_cache(owner: User) -> None:
    browser = device(owner)
    answer = browser.post("/accounts/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not DeviceSession.objects.exists()


def test_a_new_password_leaves_this_session_alone_on_the_list(owner: User) -> None:
    here, there = device(owner), device(owner, CHROME)
    new = "another long practice password"
    here.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert there.get("/api/session/").status_code == 401
    (row,) = DeviceSession.objects.all()
    assert row == session_of(here)


def test_somebody_else_signing_in_over_it_gets_a_row_of_their_own(owner: User, colleague: User) -> None:
    browser = device(owner)
    body = {"email": colleague.email, "password": PASSWORD, "user": str(colleague.pk)}
    browser.post("/api/session/sign-in/", body, content_type="application/json")
    assert session_of(browser).user == colleague


def test_a_session_that_is_gone_is_not_listed(owner: User) -> None:
    here, there = device(owner), device(owner, CHROME)
    SessionStore(there.session.session_key).delete()
    assert len(here.get(PAGE).context["sessions"]) == 1


def test_an_admin_who_sets_a_password_ends_the_persons_sessions(owner: User, admin_user: User) -> None:
    theirs = device(owner)
    new = {"password1": "a password set by the admin", "password2": "a password set by the admin"}
    answer = signed_in(admin_user).post(f"/admin/accounts/user/{owner.pk}/password/", new)
    assert answer.status_code == 302
    assert theirs.get("/api/session/").status_code == 401
    assert not DeviceSession.objects.filter(user=owner).exists()


def test_purging(owner: User) -> None:
    here, there = device(owner), device(owner)
    DeviceSession.objects.filter(pk=session_of(there).pk).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    said = StringIO()
    call_command("purge_sessions", stdout=said)
    assert said.getvalue() == "Deleted 1 expired sessions.\n"
    assert DeviceSession.objects.get() == session_of(here)


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Windows"),
        (CHROME, "Chrome", "Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", "Edge", "Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari",
            "iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19.0 Safari/605.1.15", "Safari", "macOS"),
        ("curl/8.0", "", ""),
        ("", "", ""),
    ],
)
def test_what_a_browser_says_of_itself(agent: str, browser: str, system: str) -> None:
    assert (browser_of(agent), system_of(agent)) == (browser, system)


@pytest.mark.parametrize(
    ("browser", "system", "words"),
    [("Edge", "", "Edge"), ("", "macOS", "macOS"), ("", "", "An unknown device")],
)
def test_a_device_that_says_little_has_a_name_nevertheless(browser: str, system: str, words: str) -> None:
    assert str(DeviceSession(browser=browser, system=system)) == words
