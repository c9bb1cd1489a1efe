"""The bell on every page."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client as Browser

from apps.accounts.models import User
from apps.notifications.templatetags.notifications import bell
from tests.conftest import signed_in
from tests.notifications.conftest import tell


class Parts(HTMLParser):
    """The attributes of the body, the bell, its number, and the place of the connection state."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.body: dict[str, str | None] = {}
        self.bell: dict[str, str | None] = {}
        self.number: dict[str, str | None] = {}
        self.state: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = {"data-unread": "bell", "data-unread-count": "number", "data-live-state": "state"}
        found = {**dict(attrs), "tag": tag}
        if tag == "body":
            self.body = found
        for mark, name in marks.items():
            if mark in found:
                setattr(self, name, found)

    def handle_data(self, data: str) -> None:
        self.text += data if self.number and not self.text.strip() else ""


def parts(user: User, url: str = "/accounts/profile/") -> Parts:
    return Parts(signed_in(user).get(url).content.decode())


def test_nothing_unread(owner: User) -> None:
    found = parts(owner)
    assert (found.bell["href"], found.bell["tag"]) == ("/notifications/", "a")
    assert found.bell["aria-label"] == "Notifications, none unread"
    assert "hidden" in found.number


@pytest.mark.parametrize(("number", "text"), [(1, "1"), (3, "3"), (100, "99+")])
def test_the_number(owner: User, colleague: User, number: int, text: str) -> None:
    for _ in range(number):
        tell(owner)
    tell(colleague)
    found = parts(owner)
    assert found.bell["aria-label"] == f"Notifications, {number} unread"
    assert (found.text.strip(), "hidden" in found.number) == (text, False)


def test_what_scripts_have_to_know(owner: User) -> None:
    found = parts(owner)
    assert (found.body["data-user"], found.body["data-live"]) == (str(owner.pk), "/api/realtime/sse/")
    assert found.state["tag"] == "span"


def test_visitors_have_no_bell(db: None) -> None:
    found = Parts(Browser().get("/accounts/sign-in/").content.decode())
    assert (found.bell, found.state) == ({}, {})
    assert "data-live" not in found.body


def test_one_query(owner: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert bell(owner) == {"unread": 0}
