"""Telling people: who hears, in what order, when it is pushed, and what it costs."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, override

from apps.accounts.models import Role, User
from apps.notifications.inboxes import position_of, unread_of
from apps.notifications.models import Channel, Inbox, Kind, Notification, Preference
from apps.notifications.services import mark_all_read, mark_notification
from dtps.db.transactions import atomic, run_atomic
from tests.conftest import person
from tests.db.plans import reads_everything, sorts_by_itself
from tests.notifications.conftest import Sent, pushes, tell, titles
from tests.threads import at_once

Broken = type("Broken", (Exception,), {})


def counts(user: User) -> tuple[int, int]:
    """How much `user` has not read, and how many changes there were."""
    unread = unread_of(user.pk)
    return unread.total, unread.cursor


# --- Who hears


def test_it_works(owner: User, colleague: User) -> None:
    about = uuid4()
    tell(owner, text="Words", link="/clients/", actor=colleague, about=("client", about))
    row = Notification.objects.get()
    assert (row.recipient, row.title, row.text, row.link) == (owner, "News", "Words", "/clients/")
    assert (row.actor, row.object_kind, row.object_key) == (colleague, "client", about)
    assert (row.sequence, row.read_at, row.expires_at, row.toast) == (1, None, None, True)
    assert unread_of(owner.pk).as_json() == {"total": 1, "kinds": {"announcement": 1}, "cursor": 1}


def test_the_actor_is_not_told(owner: User, colleague: User) -> None:
    tell(owner, colleague, actor=owner)
    assert (titles(owner), titles(colleague)) == ([], ["News"])


def test_who_may_not_sign_in_is_not_told(owner: User, colleague: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    tell(*User.objects.all())
    assert (titles(owner), titles(colleague)) == ([], ["News"])


def test_nobody_is_told_twice(owner: User) -> None:
    tell(owner, owner)
    assert titles(owner) == ["News"]


def test_what_is_off_is_not_written(owner: User, colleague: User) -> None:
    Preference.objects.create(user=owner, kind=Kind.MENTION, channel=Channel.OFF)
    tell(owner, colleague, kind=Kind.MENTION)
    tell(owner, kind=Kind.ANNOUNCEMENT, title="Other")
    assert (titles(owner), titles(colleague)) == (["Other"], ["News"])
    assert position_of(owner.pk) == 1


@pytest.mark.parametrize(("channel", "toast"), [(Channel.BADGE, False), (Channel.BADGE_AND_TOAST, True)])
def test_a_badge_alone_does_not_pop_up(owner: User, channel: Channel, toast: bool) -> None:
    Preference.objects.create(user=owner, kind=Kind.ANNOUNCEMENT, channel=channel)
    tell(owner)
    assert Notification.objects.get().toast is toast


@pytest.mark.parametrize(
    "link",
    ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)", "clients/", "/\n"],
)
def test_links_that_leave_the_site_are_refused(owner: User, link: str) -> None:
    with pytest.raises(ValueError, match="absolute path"):
        tell(owner, link=link)
    assert titles(owner) == []


def test_everybody_reads_it_in_their_own_language(owner: User, colleague: User) -> None:
    User.objects.filter(pk=colleague.pk).update(language="hi")
    with override("en"):
        tell(*User.objects.all(), title=format_lazy("{word}!", word=gettext_lazy("January")))
    assert titles(owner) == ["January!"]
    assert titles(colleague) == ["जनवरी!"]


def test_words_that_are_too_long_are_cut(owner: User) -> None:
    tell(owner, title="x" * 400, text="y" * 3000)
    row = Notification.objects.get()
    assert (len(row.title), len(row.text)) == (300, 2000)


# --- Only the latest of colleagues' saves counts


def test_ten_saves_of_one_object_are_one_piece_of_news(owner: User, colleague: User) -> None:
    one, other = ("meal-plan", uuid4()), ("meal-plan", uuid4())
    tell(owner, kind=Kind.SAVED_ELSEWHERE, about=other, title="Other")
    for number in range(3):
        tell(owner, colleague, kind=Kind.SAVED_ELSEWHERE, about=one, title=f"Save {number}")
    unread = Notification.objects.filter(recipient=owner, read_at=None).order_by("sequence")
    assert [row.title for row in unread] == ["Other", "Save 2"]
    assert counts(owner) == (2, 4)
    assert counts(colleague) == (1, 3)


# --- Read and unread


def test_read_and_unread_again(owner: User) -> None:
    tell(owner)
    row = Notification.objects.get()
    assert mark_notification(row, read=True).as_json() == {"total": 0, "kinds": {}, "cursor": 2}
    row.refresh_from_db()
    assert row.read_at
    assert row.expires_at
    assert (row.expires_at - row.read_at).days == 90
    assert mark_notification(row, read=False).total == 1
    row = Notification.objects.get()
    assert (row.read_at, row.expires_at, position_of(owner.pk)) == (None, None, 3)


@pytest.mark.django_db(transaction=True)
def test_what_is_read_already_is_no_change(sent: Sent) -> None:
    owner = person("Owner", Role.DIETITIAN)
    tell(owner)
    row = Notification.objects.get()
    for _ in range(2):
        mark_notification(row, read=True)
    assert position_of(owner.pk) == 2
    assert len(pushes(sent)) == 2


def test_all_read_up_to_what_was_seen(owner: User, colleague: User) -> None:
    for _ in range(3):
        tell(owner, colleague)
    assert mark_all_read(owner, up_to=2).as_json() == {"total": 1, "kinds": {"announcement": 1}, "cursor": 4}
    assert counts(colleague) == (3, 3)


# --- What is pushed


@pytest.mark.django_db(transaction=True)
def test_it_is_pushed_with_absolute_counts(sent: Sent) -> None:
    owner = person("Owner", Role.DIETITIAN)
    tell(owner)
    tell(owner)
    mark_all_read(owner, up_to=1)
    assert pushes(sent) == [
        (owner.pk, 0, 1, ["notification", "unread"]),
        (owner.pk, 1, 2, ["notification", "unread"]),
        (owner.pk, 2, 3, ["unread"]),
    ]
    assert b'{"total":1,"kinds":{"announcement":1},"cursor":3}' in sent[2][1]["pushes"][0][3][0][1]


@pytest.mark.django_db(transaction=True)
def test_it_is_pushed_when_the_work_around_it_is_committed(sent: Sent) -> None:
    owner = person("Owner", Role.DIETITIAN)
    with atomic():
        tell(owner)
        assert sent == []
    assert len(pushes(sent)) == 1


@pytest.mark.django_db(transaction=True)
def test_work_that_is_rolled_back_tells_nobody(sent: Sent) -> None:
    owner = person("Owner", Role.DIETITIAN)

    def work() -> None:
        tell(owner)
        raise Broken

    with pytest.raises(Broken):
        run_atomic(work)
    tell(owner, title="Next")
    assert titles(owner) == ["Next"]
    assert pushes(sent) == [(owner.pk, 0, 1, ["notification", "unread"])]


# --- Many at once


@pytest.mark.django_db(transaction=True)
def test_sequences_have_no_gaps_whoever_writes_at_once(sent: Sent) -> None:
    people = [person(name, Role.DIETITIAN) for name in ("Owner", "Colleague")]

    def one(number: int) -> None:
        tell(*(people if number % 2 else reversed(people)), title=str(number))

    at_once(one)
    for user in people:
        rows = Notification.objects.filter(recipient=user).order_by("sequence")
        assert [row.sequence for row in rows] == list(range(1, 9))
        steps = [(before, after) for who, before, after, _events in pushes(sent) if who == user.pk]
        assert sorted(steps) == [(number, number + 1) for number in range(8)]
    assert set(Inbox.objects.values_list("sequence", flat=True)) == {8}


@pytest.mark.django_db(transaction=True)
def test_telling_and_reading_at_once_ends_with_the_right_count(sent: Sent) -> None:
    owner = person("Owner", Role.DIETITIAN)

    def one(number: int) -> None:
        tell(owner)
        if number % 2:
            mark_all_read(owner, up_to=position_of(owner.pk))

    at_once(one)
    last = max(sent, key=lambda message: message[1]["pushes"][0][2])
    unread = unread_of(owner.pk)
    assert f'"total":{unread.total},'.encode() in last[1]["pushes"][0][3][-1][1]
    assert len(pushes(sent)) == unread.cursor


def test_500_people_take_few_queries(db: None) -> None:
    people = User.objects.bulk_create(
        User(email=f"{number}@practice.test", name=f"Person {number}") for number in range(500)
    )
    costs: list[int] = []
    for crowd in (people[:1], people):
        tell(*crowd)  # makes the inboxes
        with CaptureQueriesContext(connection) as queries:
            tell(*crowd)
        costs.append(len(queries))
    assert costs[0] <= 8
    assert costs[1] - costs[0] <= 500 / 50


def test_counts_and_lists_come_from_an_index(owner: User, colleague: User) -> None:
    for number in range(50):
        tell(owner, colleague)
        if number % 2:
            mark_all_read(owner, up_to=2 * number)
    rows: Any = Notification.objects
    assert not reads_everything(rows.unread().filter(recipient=owner).order_by())
    assert not reads_everything(rows.of(owner)[:20])
    assert not sorts_by_itself(rows.of(owner)[:20])
