"""People in Django admin, and the way into it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Role, User
from apps.clients.models import Client
from tests.conftest import PASSWORD, signed_in

USERS = "/admin/accounts/user/"
EDIT = {"name": "Owner", "email": "Owner@Practice.test", "role": "dietitian", "is_active": "on"}
PAGES = {"time_zone": "Asia/Kolkata", "language": "en"}


def test_one_sign_in_page_for_the_whole_site(db: None) -> None:
    assert Browser().get("/admin/login/?next=/admin/accounts/")["Location"] == (
        "/accounts/sign-in/?next=/admin/accounts/"
    )


def test_an_admin_is_let_in(admin_user: User) -> None:
    assert signed_in(admin_user).get("/admin/login/")["Location"] == "/admin/"
    assert signed_in(admin_user).get("/admin/").status_code == 200


def test_others_are_told_so_instead_of_being_asked_to_sign_in_again(owner: User) -> None:
    assert signed_in(owner).get("/admin/", follow=True).status_code == 403


def test_an_admin_adds_somebody(admin_user: User) -> None:
    new = {"name": "New", "email": "New@Practice.test", "role": "counsellor"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    assert signed_in(admin_user).post(f"{USERS}add/", new | passwords).status_code == 302
    user = User.objects.get(email="new@practice.test")
    assert user.check_password(PASSWORD)
    assert user.role == Role.COUNSELLOR


def test_nobody_gets_two_accounts_by_a_capital_letter(admin_user: User, owner: User) -> None:
    new = {
        "name": "Again",
        "email": owner.email.upper(),
        "role": "dietitian",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    page = signed_in(admin_user).post(f"{USERS}add/", new).content.decode()
    assert "already exists" in page


def test_an_admin_changes_somebody(admin_user: User, owner: User) -> None:
    browser = signed_in(admin_user)
    assert browser.get(f"{USERS}{owner.pk}/change/").status_code == 200
    answer = browser.post(f"{USERS}{owner.pk}/change/", EDIT | PAGES | {"name": "Renamed"})
    assert answer.status_code == 302
    owner.refresh_from_db()
    assert (owner.name, owner.email) == ("Renamed", "owner@practice.test")


def test_an_admin_sets_a_new_password(admin_user: User, owner: User) -> None:
    new = {
        "usable_password": "true",
        "password1": "a whole new password",
        "password2": "a whole new password",
    }
    signed_in(admin_user).post(f"{USERS}{owner.pk}/password/", new)
    owner.refresh_from_db()
    assert owner.check_password("a whole new password")


def test_an_admin_cannot_lock_themselves_out(admin_user: User) -> None:
    fields = EDIT | PAGES | {"name": "Admin", "email": admin_user.email, "role": "counsellor"}
    del fields["is_active"]
    signed_in(admin_user).post(f"{USERS}{admin_user.pk}/change/", fields)
    admin_user.refresh_from_db()
    assert admin_user.is_admin


def test_nobody_is_deleted(admin_user: User, owner: User) -> None:
    assert signed_in(admin_user).post(f"{USERS}{owner.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=owner.pk).exists()


@pytest.mark.parametrize("key", ["x", "1", "00000000-0000-0000-0000-000000000000"])
def test_view_on_site_of_what_is_not_there(admin_user: User, key: str) -> None:
    browser = signed_in(admin_user)
    clients = ContentType.objects.get_for_model(Client).pk
    for url in (f"/admin/r/{clients}/{key}/", f"/admin/r/{key}/{admin_user.pk}/"):
        assert browser.get(url).status_code == 404, url


def test_view_on_site(admin_user: User) -> None:
    client = Client.objects.create(name="Asha Rao")
    url = f"/admin/r/{ContentType.objects.get_for_model(Client).pk}/{client.pk}/"
    assert signed_in(admin_user).get(url)["Location"].endswith(client.get_absolute_url())


def test_search_and_filter(admin_user: User, owner: User, counsellor: User) -> None:
    page = signed_in(admin_user).get(f"{USERS}?q=owner&role__exact=dietitian").content.decode()
    assert owner.email in page
    assert counsellor.email not in page


@pytest.mark.parametrize("search", ["", "?q=person"])
def test_the_list_asks_the_same_number_of_questions_for_10_and_for_100_people(
    admin_user: User, search: str
) -> None:
    browser = signed_in(admin_user)
    counts = []
    for number in (10, 90):
        User.objects.bulk_create(
            User(email=f"{number}-{n}@practice.test", name=f"Person {n}") for n in range(number)
        )
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{USERS}{search}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_createsuperuser_makes_an_admin(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--no-input", email="First@Practice.test", name="First", verbosity=0)
    assert User.objects.get(email="first@practice.test").is_admin
