"""Roles and the right to sign in, for several people at once in Django admin."""

import time

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from apps.accounts.bulk import require_admin, set_active
from apps.accounts.models import Role, User
from tests.conftest import person, signed_in
from tests.threads import at_once

USERS = "/admin/accounts/user/"


def act(by: User, action: str, *people: User) -> str:
    """The page after `action` on `people`."""
    form = {"action": action, "_selected_action": [str(person.pk) for person in people]}
    return signed_in(by).post(USERS, form, follow=True).content.decode()


def test_a_role_is_given_to_several_and_logged_for_each(
    admin_user: User, owner: User, colleague: User, counsellor: User
) -> None:
    page = act(admin_user, "make_counsellors", owner, colleague, counsellor)

    assert set(User.objects.filter(role=Role.COUNSELLOR)) == {owner, colleague, counsellor}
    assert "2 people changed." in page
    assert "Counsellor: is so already." in page
    logged = set(LogEntry.objects.values_list("object_id", flat=True))
    assert logged == {str(owner.pk), str(colleague.pk)}


@pytest.mark.parametrize("action", ["make_dietitians", "make_counsellors", "stop_signing_in"])
def test_nobody_changes_their_own_account_so_an_admin_stays(
    admin_user: User, owner: User, action: str
) -> None:
    page = act(admin_user, action, admin_user)

    admin_user.refresh_from_db()
    assert admin_user.is_admin
    assert "your own account is for another admin to change" in page


def test_who_is_stopped_is_signed_out_and_let_in_again(admin_user: User, owner: User) -> None:
    browser = signed_in(owner)
    act(admin_user, "stop_signing_in", owner)
    assert browser.get("/").status_code == 302

    act(admin_user, "let_sign_in", owner)
    assert signed_in(owner).get("/").status_code == 200


def test_an_admin_whom_a_colleague_has_just_stopped_stops_nobody(admin_user: User, owner: User) -> None:
    User.objects.filter(pk=admin_user.pk).update(is_active=False)

    with pytest.raises(PermissionDenied):
        set_active(by=admin_user, keys=[owner.pk], is_active=False)
    owner.refresh_from_db()
    assert owner.is_active


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_stop_each_other_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where both were found to be admins before either was stopped."""
    pair = [person(name, Role.ADMIN) for name in ("Asha", "Bela")]

    def found_to_be_one(by: User) -> None:
        require_admin(by)
        time.sleep(0.1)

    monkeypatch.setattr("apps.accounts.bulk.require_admin", found_to_be_one)

    def stop_the_other(number: int) -> bool:
        try:
            set_active(by=pair[number], keys=[pair[1 - number].pk], is_active=False)
        except PermissionDenied:
            return False
        return True

    assert sorted(at_once(stop_the_other, 2)) == [False, True]
    assert User.objects.filter(is_active=True).count() == 1


def test_an_account_is_saved_by_an_admin_only(admin_user: User, owner: User) -> None:
    """One who was stopped after the form was let in, but before it was saved."""
    request = HttpRequest()
    request.user = admin_user
    User.objects.filter(pk=admin_user.pk).update(role=Role.DIETITIAN)
    owner.role = Role.ADMIN
    with pytest.raises(PermissionDenied):
        admin.site.get_model_admin(User).save_model(request, owner, None, change=True)
    owner.refresh_from_db()
    assert owner.role == Role.DIETITIAN
