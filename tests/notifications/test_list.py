"""/notifications/: the list, reading, opening."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.inboxes import unread_of
from apps.notifications.models import Kind, Notification
from tests.conftest import signed_in
from tests.notifications.conftest import tell

LIST = "/notifications/"


def page(user: User, query: str = "") -> str:
    answer = signed_in(user).get(f"{LIST}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def post(user: User, url: str, **data: Any) -> Any:
    return signed_in(user).post(f"{LIST}{url}", data)


@pytest.fixture
def row(owner: User, colleague: User) -> Notification:
    """One unread notification of the owner."""
    tell(owner, title="Read me", text="Words\nand more", link="/clients/?q=a", actor=colleague)
    return Notification.objects.get()


def test_it_works(owner: User, row: Notification) -> None:
    html = page(owner)
    assert "Read me" in html
    assert "Words<br>and more" in html
    assert "Colleague" in html
    assert f'href="/notifications/{row.pk}/open/"' in html


def test_nobody_sees_other_peoples(stranger: User, admin_user: User, row: Notification) -> None:
    for user in (stranger, admin_user):
        assert "Read me" not in page(user)
        assert "No notifications yet" in page(user)


def test_markup_in_a_notification_is_text(owner: User) -> None:
    tell(owner, title="<script>alert(1)</script>", text="<b>")
    html = page(owner)
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;" in html


def test_filters(owner: User, row: Notification) -> None:
    tell(owner, kind=Kind.MENTION, title="Mentioned")
    post(owner, f"{row.pk}/read/")
    assert "Read me" not in page(owner, "?show=unread")
    assert "Mentioned" in page(owner, "?show=unread")
    assert "Read me" not in page(owner, "?kind=mention")
    assert "Nothing here" in page(owner, "?kind=system")


def test_a_value_that_nobody_offered_counts_as_not_given(owner: User, row: Notification) -> None:
    for query in ("?show=x&kind=y", "?page=x", "?page=-1", "?page=99999999999999999999", "?kind=%00"):
        assert "Read me" in page(owner, query)


def test_read_and_unread_again(owner: User, row: Notification) -> None:
    answer = post(owner, f"{row.pk}/read/", next="/notifications/?kind=mention")
    assert answer["Location"] == "/notifications/?kind=mention"
    row.refresh_from_db()
    assert row.read_at
    post(owner, f"{row.pk}/read/", unread="1")
    row.refresh_from_db()
    assert row.read_at is None


@pytest.mark.parametrize("page", ["https://example.com/", "//example.com/", "", "javascript:alert(1)"])
def test_back_is_never_out_of_the_site(owner: User, row: Notification, page: str) -> None:
    assert post(owner, f"{row.pk}/read/", next=page)["Location"] == LIST
    assert post(owner, "read-all/", next=page)["Location"] == LIST


def test_all_read_but_what_came_in_since(owner: User, row: Notification) -> None:
    html = page(owner)
    assert 'name="up-to" value="1"' in html
    tell(owner, title="Later")
    post(owner, "read-all/", **{"up-to": "1"})
    assert [one.title for one in Notification.objects.unread()] == ["Later"]


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 30, "\u0661"])
def test_all_read_up_to_nothing_we_know(owner: User, row: Notification, up_to: str) -> None:
    assert post(owner, "read-all/", **{"up-to": up_to}).status_code == 302
    assert unread_of(owner.pk).total == 1


def test_opening_marks_it_read_and_leads_on(owner: User, row: Notification) -> None:
    answer = signed_in(owner).get(f"/notifications/{row.pk}/open/")
    assert answer["Location"] == "/clients/?q=a"
    assert unread_of(owner.pk).total == 0


def test_asking_for_the_head_alone_reads_nothing(owner: User, row: Notification) -> None:
    assert signed_in(owner).head(f"/notifications/{row.pk}/open/").status_code == 302
    assert unread_of(owner.pk).total == 1


@pytest.mark.parametrize("link", ["", "https://example.com/", "//example.com", "javascript:alert(1)"])
def test_a_link_that_is_not_ours_is_not_followed(owner: User, row: Notification, link: str) -> None:
    Notification.objects.update(link=link)
    assert signed_in(owner).get(f"/notifications/{row.pk}/open/")["Location"] == LIST


def test_other_peoples_cannot_be_opened_or_read(stranger: User, row: Notification) -> None:
    assert signed_in(stranger).get(f"/notifications/{row.pk}/open/").status_code == 404
    assert post(stranger, f"{row.pk}/read/").status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_an_expired_one_is_absent_and_purged(
    owner: User, row: Notification, capsys: pytest.CaptureFixture[str]
) -> None:
    post(owner, f"{row.pk}/read/")
    call_command("purge_notifications")
    assert "Read me" in page(owner)
    Notification.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Read me" not in page(owner)
    assert signed_in(owner).get("/api/notifications/").json()["notifications"] == []
    assert signed_in(owner).get(f"/notifications/{row.pk}/open/").status_code == 404
    call_command("purge_notifications")
    assert Notification.objects.count() == 0
    assert capsys.readouterr().out == "Deleted 0 expired notifications.\nDeleted 1 expired notifications.\n"


def test_as_many_questions_for_100_as_for_5(owner: User, colleague: User) -> None:
    browser, counts = signed_in(owner), []
    for number in (5, 95):
        for _ in range(number):
            tell(owner, actor=colleague)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6  # user, position, count, rows, actors, bell


def test_paging_keeps_the_filter(owner: User) -> None:
    for _ in range(30):
        tell(owner)
    html = page(owner, "?show=unread")
    assert "1 to 25 of 30" in html
    assert 'href="?show=unread&amp;page=2"' in html
