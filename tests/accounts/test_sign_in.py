"""Signing in and out."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import Settings

from apps.accounts.models import SignIn, User
from tests.conftest import PASSWORD, signed_in

SIGN_IN = "/accounts/sign-in/"


def sign_in(email: str, password: str = PASSWORD, **more: str) -> HttpResponseBase:
    """The answer to the sign-in form, sent from a fresh browser."""
    return Browser().post(SIGN_IN, {"email": email, "password": password, **more})


def test_it_works(owner: User) -> None:
    browser = Browser()
    answer = browser.post(SIGN_IN, {"email": owner.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/").status_code == 200


def test_capitals_and_spaces_in_the_address_do_not_matter(owner: User) -> None:
    assert sign_in(f" {owner.email.upper()} ").status_code == 302


def test_the_page_needs_no_sign_in(db: None) -> None:
    assert Browser().get(SIGN_IN).status_code == 200


def test_every_refusal_reads_the_same(owner: User) -> None:
    """Nobody learns from the answer whether an address is known here."""
    User.objects.create_user("gone@practice.test", PASSWORD, name="Gone", is_active=False)
    pages = set()
    for email in (owner.email, "nobody@practice.test", "gone@practice.test"):
        page = sign_in(email, PASSWORD if email.startswith("gone") else "wrong").content.decode()  # type: ignore[attr-defined]
        assert "do not belong together" in page
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, ""))
    assert len(pages) == 1


def test_the_password_is_not_sent_back(owner: User) -> None:
    answer = sign_in(owner.email, "a wrong password")
    assert b"a wrong password" not in answer.content  # type: ignore[attr-defined]


@pytest.mark.parametrize(("email", "password"), [("", ""), ("no address", "x"), ("a\0b@practice.test", "x")])
def test_a_form_that_makes_no_sense_is_shown_again(db: None, email: str, password: str) -> None:
    assert sign_in(email, password).status_code == 200


def test_it_goes_on_to_the_page_that_was_asked_for(owner: User) -> None:
    asked = Browser().get("/clients/?q=rao")
    assert asked["Location"] == f"{SIGN_IN}?next=/clients/%3Fq%3Drao"
    assert sign_in(owner.email, next="/clients/?q=rao")["Location"] == "/clients/?q=rao"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "\\\\evil.test"]
)
def test_it_never_leads_to_another_site(owner: User, elsewhere: str) -> None:
    assert sign_in(owner.email, next=elsewhere)["Location"] == "/"


def test_a_form_sent_after_the_session_ended_is_not_repeated(db: None) -> None:
    """Back to the page it was sent from: the address it was sent to may answer to nothing but forms."""
    browser = Browser()
    address, page = (
        "/clients/00000000-0000-0000-0000-000000000000/archive/",
        "http://testserver/clients/?page=2",
    )
    answer = browser.post(address, headers={"Referer": page})
    assert answer["Location"] == f"{SIGN_IN}?next=/clients/%3Fpage%3D2"
    assert "nothing was changed" in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "page", ["", "https://evil.test/", "http://testserver.evil.test/", "//evil.test", "http://[::1"]
)
def test_a_form_from_nowhere_leads_to_the_dashboard(db: None, page: str) -> None:
    assert Browser().post("/accounts/sign-out/", headers={"Referer": page})["Location"] == SIGN_IN


def test_somebody_signed_in_is_sent_on(owner: User) -> None:
    assert signed_in(owner).get(SIGN_IN)["Location"] == "/"


def test_the_session_gets_a_new_key(owner: User) -> None:
    """A key planted before sign-in is worth nothing after it."""
    browser = Browser()
    session = browser.session
    session["planted"] = True
    session.save()
    before = session.session_key
    browser.post(SIGN_IN, {"email": owner.email, "password": PASSWORD})
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_sign_out_ends_the_session(owner: User) -> None:
    browser = signed_in(owner)
    assert browser.post("/accounts/sign-out/")["Location"] == SIGN_IN
    assert browser.get("/").status_code == 302


def test_sign_out_rejects_get(owner: User) -> None:
    """A link or an image on another page signs nobody out."""
    browser = signed_in(owner)
    assert browser.get("/accounts/sign-out/").status_code == 405
    assert browser.get("/").status_code == 200


def test_it_refuses_a_form_from_another_site(owner: User) -> None:
    browser = Browser(enforce_csrf_checks=True)
    answer = browser.post(SIGN_IN, {"email": owner.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "too old to send" in answer.content.decode()


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"


def test_attempts_are_noted_for_the_known_and_the_unknown_and_nothing_that_was_typed(owner: User) -> None:
    browser = Browser(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.7")
    for email, password in ((owner.email, "wrong"), ("secret@typed.test", "wrong"), (owner.email, PASSWORD)):
        browser.post(SIGN_IN, {"email": email, "password": password})

    noted = SignIn.objects.order_by("at").values_list("user", "succeeded", "browser", "system", "address")
    device = ("Firefox", "Windows", "203.0.113.7")
    assert list(noted) == [(owner.pk, False, *device), (None, False, *device), (owner.pk, True, *device)]
    assert "secret" not in repr(SignIn.objects.values())


def test_who_tries_too_often_adds_no_more_notes(db: None, settings: Settings) -> None:
    settings.SIGN_INS_PER_ACCOUNT = 2
    nobody_tried_before = f"{uuid4()}@practice.test"
    for _attempt in range(5):
        sign_in(nobody_tried_before, "wrong")
    assert SignIn.objects.count() == 2


def test_notes_are_kept_for_half_a_year(owner: User) -> None:
    for days in (179, 181):
        SignIn.objects.create(user=owner, succeeded=True, at=timezone.now() - timedelta(days=days))
    call_command("purge_sign_ins", verbosity=0)
    assert SignIn.objects.count() == 1
