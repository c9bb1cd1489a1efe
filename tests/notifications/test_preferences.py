"""/notifications/preferences/."""

from typing import Any

from apps.accounts.models import User
from apps.notifications.models import Channel, Kind, Preference
from apps.notifications.services import preferences_of
from tests.conftest import signed_in

PAGE = "/notifications/preferences/"
ALL = {kind: str(Channel.BADGE_AND_TOAST) for kind in Kind.values}


def post(user: User, **changes: str) -> Any:
    return signed_in(user).post(PAGE, ALL | changes)


def test_everything_is_on_at_first(owner: User) -> None:
    html = signed_in(owner).get(PAGE).content.decode()
    assert html.count("checked") == len(Kind)
    assert html.count('value="badge_and_toast" ') == len(Kind)
    assert preferences_of(owner) == ALL


def test_it_works(owner: User, colleague: User) -> None:
    assert post(owner, mention="off", announcement="badge").status_code == 302
    assert preferences_of(owner) == ALL | {"mention": "off", "announcement": "badge"}
    assert preferences_of(colleague) == ALL


def test_only_what_was_chosen_is_written(owner: User) -> None:
    post(owner, mention="off")
    assert Preference.objects.count() == 1


def test_back_again(owner: User) -> None:
    post(owner, mention="off")
    post(owner)
    assert preferences_of(owner) == ALL


def test_what_nobody_offered_is_refused(owner: User) -> None:
    assert post(owner, mention="loud", announcement="off").status_code == 422
    assert signed_in(owner).post(PAGE, {"mention": "off"}).status_code == 422
    assert Preference.objects.count() == 0
