"""What streams are filled from: exactly what was missed, or a reset."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.models import Notification
from apps.notifications.services import mark_all_read, mark_notification
from apps.realtime.events import Event
from apps.realtime.feed import CatchUp, current
from tests.notifications.conftest import tell


def opening(user: User, last_event_id: str | None) -> CatchUp:
    return current().opening(user.pk, last_event_id)


def told(events: list[Event]) -> list[Any]:
    """Titles of notifications, names of other events."""
    return [event.data["title"] if event.name == "notification" else event.name for event in events]


def id_of(title: str) -> str:
    row = Notification.objects.get(title=title)
    return f"{row.sequence}-{int(row.created_at.timestamp())}"


@pytest.fixture
def three(owner: User, colleague: User) -> list[str]:
    """Three notifications of the owner, among others' and other changes; the ids of their events."""
    for title in ("one", "two", "three"):
        tell(owner, title=title, actor=colleague)
        tell(colleague, title="of somebody else")
        mark_notification(Notification.objects.get(title=title), read=title == "two")
    return [id_of(title) for title in ("one", "two", "three")]


def test_a_new_stream_gets_the_counts_alone(owner: User, three: list[str]) -> None:
    caught_up = opening(owner, None)
    assert (told(caught_up.events), caught_up.cursor) == (["unread"], 4)
    assert caught_up.events[0].data == {"total": 2, "kinds": {"announcement": 2}, "cursor": 4}


def test_without_an_inbox(owner: User) -> None:
    assert opening(owner, None).events[0].data == {"total": 0, "kinds": {}, "cursor": 0}
    assert current().positions([owner.pk]) == {}


def test_a_stream_that_comes_back_gets_what_it_missed_in_order(owner: User, three: list[str]) -> None:
    assert told(opening(owner, three[0]).events) == ["two", "three", "unread"]
    assert told(opening(owner, three[2]).events) == ["unread"]
    begin = f"0-{int(timezone.now().timestamp())}"
    assert told(opening(owner, begin).events) == ["one", "two", "three", "unread"]


def test_an_event_repeats_the_row(owner: User, colleague: User, three: list[str]) -> None:
    event = opening(owner, three[1]).events[0]
    row = Notification.objects.get(title="three")
    assert (event.name, event.id) == ("notification", three[2])
    created = event.data.pop("created")
    assert event.data == {
        "id": str(row.pk), "kind": "announcement", "title": "three", "text": "", "link": "",
        "open": f"/notifications/{row.pk}/open/", "by": "Colleague", "toast": True,
    }  # fmt: skip
    assert created.endswith("Z")


def test_the_id_of_the_counts_can_be_named_as_well(owner: User, three: list[str]) -> None:
    unread = opening(owner, None).events[0]
    tell(owner, title="four")
    assert told(opening(owner, unread.id).events) == ["four", "unread"]


@pytest.mark.parametrize(
    "forged",
    ["", "x", "1", "-", "1-", "-1", "01-1800000000", "1-1800000000 ", "1-1800000000\n", "+1-1800000000",
     "1.0-1800000000", "\u0661-1800000000", "9" * 400 + "-1800000000", "1-" + "9" * 400, "1-1-1", "{}"],
)  # fmt: skip
def test_what_is_no_id_of_ours_starts_over(owner: User, three: list[str], forged: str) -> None:
    assert told(opening(owner, forged).events) == ["reset", "unread"]
    assert opening(owner, forged).events[0].data == {"reason": "gone"}


def test_an_id_from_the_future_starts_over(owner: User, three: list[str]) -> None:
    now = int(timezone.now().timestamp())
    assert told(opening(owner, f"4-{now}").events) == ["unread"]
    assert told(opening(owner, f"5-{now}").events) == ["reset", "unread"]


def test_an_id_from_long_ago_starts_over(owner: User, three: list[str]) -> None:
    then = timezone.now() - timedelta(days=90)
    assert told(opening(owner, f"1-{int(then.timestamp()) + 60}").events) == ["two", "three", "unread"]
    assert told(opening(owner, f"1-{int(then.timestamp()) - 60}").events) == ["reset", "unread"]


def test_more_than_100_start_over(owner: User) -> None:
    for number in range(101):
        tell(owner, title=str(number))
    assert len(opening(owner, id_of("0")).events) == 101
    begin = id_of("0").replace("1-", "0-", 1)
    assert told(opening(owner, begin).events) == ["reset", "unread"]
    assert told(current().since(owner.pk, 0).events) == ["reset", "unread"]


def test_since(owner: User, three: list[str]) -> None:
    assert current().since(owner.pk, 4) == CatchUp(4, [])
    caught_up = current().since(owner.pk, 1)
    assert (told(caught_up.events), caught_up.cursor) == (["two", "three", "unread"], 4)
    mark_all_read(owner, up_to=4)
    caught_up = current().since(owner.pk, 4)
    assert (told(caught_up.events), caught_up.cursor) == (["unread"], 5)
    assert caught_up.events[0].data["total"] == 0


def test_since_a_cursor_that_nobody_had(owner: User, three: list[str]) -> None:
    """The database was put back from a copy while streams were open."""
    caught_up = current().since(owner.pk, 99)
    assert (told(caught_up.events), caught_up.cursor) == (["reset", "unread"], 4)


def test_what_comes_in_while_we_read_is_left_for_the_next_time(
    owner: User, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from apps.notifications import feed

    monkeypatch.setattr(feed, "position_of", lambda user_id: 3)
    caught_up = current().since(owner.pk, 1)
    assert (told(caught_up.events), caught_up.cursor) == (["two", "unread"], 3)


def test_positions_take_one_query(
    owner: User, colleague: User, stranger: User, three: list[str], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        positions = current().positions([owner.pk, colleague.pk, stranger.pk])
    assert positions == {owner.pk: 4, colleague.pk: 3}
