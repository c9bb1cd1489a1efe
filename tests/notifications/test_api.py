"""/api/notifications/."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from apps.accounts.models import User
from apps.notifications.models import Notification
from tests.conftest import signed_in
from tests.notifications.conftest import tell

ROOT = "/api/notifications/"


def post(user: User, url: str, body: Any) -> Any:
    return signed_in(user).post(f"{ROOT}{url}", body, content_type="application/json")


def get(user: User, url: str = "") -> Any:
    answer = signed_in(user).get(f"{ROOT}{url}")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json()


@pytest.fixture
def row(owner: User, colleague: User) -> Notification:
    """One unread notification of the owner."""
    tell(owner, title="News", link="/clients/", actor=colleague)
    return Notification.objects.get()


def test_counts(owner: User, colleague: User, row: Notification) -> None:
    assert get(owner, "unread/") == {"total": 1, "kinds": {"announcement": 1}, "cursor": 1}
    assert get(colleague, "unread/") == {"total": 0, "kinds": {}, "cursor": 0}


def test_the_page_of_somebody_who_is_not_signed_in_any_more(owner: User, colleague: User) -> None:
    browser = signed_in(owner)
    for person, status in ((owner, 200), (colleague, 403)):
        assert browser.get(f"{ROOT}unread/", headers={"X-User": str(person.pk)}).status_code == status


def test_the_list(owner: User, stranger: User, row: Notification) -> None:
    (listed,) = get(owner)["notifications"]
    assert (listed["id"], listed["title"], listed["link"]) == (str(row.pk), "News", "/clients/")
    assert (listed["by"], listed["read"]) == ("Colleague", None)
    assert get(stranger)["notifications"] == []


def test_the_list_page_by_page(owner: User) -> None:
    for number in range(45):
        tell(owner, title=str(number))
    seen: list[str] = []
    answer = get(owner)
    seen += [one["title"] for one in answer["notifications"]]
    while answer["before"]:
        answer = get(owner, f"?before={answer['before']}")
        seen += [one["title"] for one in answer["notifications"]]
    assert seen == [str(number) for number in reversed(range(45))]


def test_only_unread_ones(owner: User, row: Notification) -> None:
    tell(owner, title="Other")
    post(owner, f"{row.pk}/read/", {"read": True})
    assert [one["title"] for one in get(owner, "?unread=1")["notifications"]] == ["Other"]
    assert len(get(owner, "?unread=0")["notifications"]) == 2


def test_read_and_unread(owner: User, row: Notification) -> None:
    answer = post(owner, f"{row.pk}/read/", {"read": True})
    assert answer.json() == {"unread": {"total": 0, "kinds": {}, "cursor": 2}}
    assert answer.headers["Cache-Control"] == "no-store"
    assert get(owner)["notifications"][0]["read"].endswith("Z")
    assert post(owner, f"{row.pk}/read/", {"read": False}).json()["unread"]["total"] == 1


def test_all_read(owner: User, row: Notification) -> None:
    tell(owner)
    assert post(owner, "read-all/", {"upTo": 1}).json() == {
        "unread": {"total": 1, "kinds": {"announcement": 1}, "cursor": 3}
    }


def test_other_peoples_are_not_there(stranger: User, admin_user: User, row: Notification) -> None:
    for user in (stranger, admin_user):
        for key in (row.pk, uuid4()):
            answer = post(user, f"{key}/read/", {"read": True})
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    row.refresh_from_db()
    assert row.read_at is None


@pytest.mark.parametrize("read", [None, 1, "true", [], {"$ne": 1}])
def test_read_has_to_be_true_or_false(owner: User, row: Notification, read: Any) -> None:
    answer = post(owner, f"{row.pk}/read/", {"read": read})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert list(answer.json()["errors"]) == ["read"]


@pytest.mark.parametrize("up_to", [None, True, -1, 1.5, "1", 2**53, {"$gt": 0}])
def test_up_to_has_to_be_a_number(owner: User, row: Notification, up_to: Any) -> None:
    answer = post(owner, "read-all/", {"upTo": up_to})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["upTo"])


@pytest.mark.parametrize(
    ("query", "member"),
    [("before=", "before"), ("before=x", "before"), ("before=-1", "before"), ("before=\u0661", "before"),
     ("before=99999999999999999", "before"), ("unread=yes", "unread"), ("unread=", "unread")],
)  # fmt: skip
def test_queries_that_are_not_right(owner: User, query: str, member: str) -> None:
    answer = signed_in(owner).get(f"{ROOT}?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [member])


@pytest.mark.parametrize(("body", "status"), [("{", 400), ("[]", 400), (f'{{"read": "{"x" * 2000}"}}', 413)])
def test_bodies_that_are_not_right(owner: User, row: Notification, body: str, status: int) -> None:
    assert post(owner, f"{row.pk}/read/", body).status_code == status


def test_without_a_session_or_token(owner: User, row: Notification) -> None:
    assert Browser().get(f"{ROOT}unread/").status_code == 401
    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(owner)
    answer = strict.post(f"{ROOT}read-all/", {"upTo": 1}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
