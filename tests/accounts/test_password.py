"""Changing one's own password."""

from apps.accounts.models import User
from tests.conftest import PASSWORD, signed_in

PAGE = "/accounts/password/"
NEW = "another long practice password"


def test_it_works(owner: User) -> None:
    browser = signed_in(owner)
    answer = browser.post(
        PAGE, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}, follow=True
    )
    assert answer.redirect_chain == [("/accounts/profile/", 302)]
    assert "Your password is changed" in answer.content.decode()
    owner.refresh_from_db()
    assert owner.check_password(NEW)


def test_it_ends_the_persons_other_sessions(owner: User) -> None:
    browser, elsewhere = signed_in(owner), signed_in(owner)
    browser.post(PAGE, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert browser.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_it_asks_for_the_old_one(owner: User) -> None:
    answer = signed_in(owner).post(
        PAGE, {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    )
    assert 'aria-describedby="id_old_password_error"' in answer.content.decode()
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_it_refuses_a_common_one(owner: User) -> None:
    answer = signed_in(owner).post(
        PAGE, {"old_password": PASSWORD, "new_password1": "password", "new_password2": "password"}
    )
    assert "too common" in answer.content.decode()
