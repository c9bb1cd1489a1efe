"""Announcing: `manage.py announce`, and the form in Django admin."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.notifications.models import Channel, Kind, Notification, Preference
from tests.conftest import signed_in
from tests.notifications.conftest import kinds, tell, titles

FORM = "/admin/notifications/notification/announce/"


def announce(*args: str) -> str:
    out = StringIO()
    call_command("announce", *args, stdout=out)
    return out.getvalue()


def told() -> list[str]:
    """The names of everybody who was told, in order."""
    return sorted(Notification.objects.values_list("recipient__name", flat=True))


# --- The command


def test_everybody(people: dict[str, User]) -> None:
    User.objects.filter(name="Stranger").update(is_active=False)
    assert announce("We close at noon.") == "Announced to 4 people.\n"
    assert told() == ["Admin", "Colleague", "Counsellor", "Owner"]
    row = Notification.objects.filter(recipient=people["owner"]).get()
    assert (row.kind, row.title, row.text, row.actor) == (
        "announcement", "Announcement", "We close at noon.", None,
    )  # fmt: skip


def test_one_person(people: dict[str, User]) -> None:
    assert announce("Hello", "--to", "OWNER@practice.test") == "Announced to 1 person.\n"
    assert told() == ["Owner"]


def test_roles_and_persons_add_up(people: dict[str, User]) -> None:
    announce("Hello", "--role", "counsellor", "--role", "admin", "--to", "owner@practice.test")
    assert told() == ["Admin", "Counsellor", "Owner"]


def test_who_has_turned_it_off_is_not_counted(owner: User, colleague: User) -> None:
    Preference.objects.create(user=owner, kind=Kind.ANNOUNCEMENT, channel=Channel.OFF)
    assert announce("Hello") == "Announced to 1 person.\n"


def test_a_link(owner: User) -> None:
    announce("Hello", "--link", "/clients/")
    assert Notification.objects.get().link == "/clients/"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["Hello", "--to", "nobody@practice.test"], "nobody@practice.test"),
        (["Hello", "--to", "owner@practice.test", "--to", "x"], "address: x"),
        (["Hello", "--to", "stranger@practice.test"], "may sign in"),
        (["Hello", "--role", "boss"], "The roles are admin, dietitian, counsellor"),
        (["  "], "empty"),
        (["x" * 2001], "too long"),
        (["Hello", "--link", "https://example.com/"], "page of the site"),
    ],
)
def test_nothing_is_announced_when_something_is_wrong(
    people: dict[str, User], args: list[str], words: str
) -> None:
    User.objects.filter(name="Stranger").update(is_active=False)
    with pytest.raises(CommandError, match=words):
        announce(*args)
    assert told() == []


# --- Django admin


def post(user: User, **data: Any) -> Any:
    return signed_in(user).post(FORM, {"text": "Hello", "link": "", "to": "everybody", **data})


def test_an_admin_announces(admin_user: User, owner: User, counsellor: User) -> None:
    answer = post(admin_user, link="/clients/")
    assert answer["Location"] == "/admin/notifications/notification/"
    assert told() == ["Counsellor", "Owner"]
    row = Notification.objects.filter(recipient=owner).get()
    assert (row.text, row.link, row.actor) == ("Hello", "/clients/", admin_user)


def test_to_a_role_or_a_person(admin_user: User, owner: User, colleague: User, counsellor: User) -> None:
    post(admin_user, to="counsellor")
    assert told() == ["Counsellor"]
    post(admin_user, to=str(owner.pk))
    assert told() == ["Counsellor", "Owner"]


@pytest.mark.parametrize(
    "wrong",
    [{"text": " "}, {"text": "x" * 2001}, {"link": "https://example.com"}, {"to": "boss"}, {"to": ""},
     {"to": "00000000-0000-0000-0000-000000000000"}],
)  # fmt: skip
def test_a_form_that_is_not_right(admin_user: User, owner: User, wrong: dict[str, str]) -> None:
    answer = post(admin_user, **wrong)
    assert answer.status_code == 200
    assert "Nothing was announced" in answer.content.decode()
    assert told() == []


def test_others_cannot_announce(owner: User, colleague: User) -> None:
    assert post(owner).status_code == 302
    assert told() == []


def test_the_list_leads_to_the_form(admin_user: User) -> None:
    html = signed_in(admin_user).get("/admin/notifications/notification/").content.decode()
    assert f'href="{FORM}"' in html


@pytest.mark.parametrize("model", ["notification", "inbox", "preference"])
def test_lists_take_as_many_queries_for_many_rows(
    admin_user: User, people: dict[str, User], model: str
) -> None:
    browser = signed_in(admin_user)
    costs: list[int] = []
    for crowd in (["owner"], list(people)):
        for role in crowd:
            tell(people[role], actor=admin_user)
            Preference.objects.get_or_create(user=people[role], kind=Kind.MENTION, channel=Channel.OFF)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/admin/notifications/{model}/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_people_can_be_found(admin_user: User, owner: User, colleague: User) -> None:
    tell(owner, colleague)
    answer = signed_in(admin_user).get("/admin/notifications/notification/?q=owner")
    assert [row.recipient.name for row in answer.context["cl"].result_list] == ["Owner"]


# --- The account


def test_a_changed_password_is_news(owner: User) -> None:
    browser = signed_in(owner)
    password = "another long practice password"
    data = {
        "old_password": "a long practice password",
        "new_password1": password,
        "new_password2": password,
    }
    assert browser.post("/accounts/password/", data).status_code == 302
    assert (kinds(owner), titles(owner)) == (["system"], ["Your password was changed"])


def test_a_first_password_is_none(owner: User) -> None:
    owner.set_password("something else altogether")
    owner.save()
    assert kinds(owner) == []
