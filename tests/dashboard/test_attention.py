"""What the dashboard says asks for attention."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client, ClientNote
from apps.dashboard.attention import Change, Today, changes_of_colleagues, today_of
from apps.meal_plans.current import in_time
from apps.meal_plans.models import MealPlan, Status
from tests.conftest import signed_in

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def tenth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


def a_client(owner: User, name: str = "Asha Rao", **fields: Any) -> Client:
    client = Client.objects.create(name=name, **fields)
    CareTeamMember.objects.create(client=client, user=owner)
    return client


def a_plan(client: Client, first: int, last: int, status: str = Status.PUBLISHED) -> MealPlan:
    """A plan from one day of March to another."""
    start, days = date(2026, 3, 1) + timedelta(days=first - 1), last - first + 1
    return MealPlan.objects.create(
        client=client, name="A week", start_date=start, length_days=days, status=status
    )


def today(user: User) -> Today:
    return today_of(user, Client.objects.visible_to(user).filter(is_archived=False), 8)


def changes(user: User) -> list[Change]:
    return changes_of_colleagues(user, Client.objects.visible_to(user), 8)


@pytest.mark.parametrize(
    ("first", "last", "is_ending", "is_unplanned"),
    [
        (4, 10, True, False),  # ends today
        (10, 16, True, False),  # seven days with today
        (10, 17, False, False),
        (3, 9, False, True),  # over
        (11, 17, False, True),  # not begun
    ],
)
def test_one_plan(owner: User, first: int, last: int, is_ending: bool, is_unplanned: bool) -> None:
    a_plan(a_client(owner), first, last)
    now = today(owner)
    assert (now.ending_count == 1, now.unplanned_count == 1) == (is_ending, is_unplanned)


def test_a_plan_that_is_carried_on_does_not_end(owner: User) -> None:
    client = a_client(owner)
    a_plan(client, 4, 12)
    a_plan(client, 13, 31)
    assert today(owner).ending_count == 0


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_only_what_the_client_was_given_counts(owner: User, status: str) -> None:
    a_plan(a_client(owner), 4, 12, status)
    now = today(owner)
    assert (now.ending_count, now.unplanned_count) == (0, 1)


def test_archived_and_other_peoples_clients_do_not_wait(owner: User, stranger: User) -> None:
    a_plan(a_client(owner, is_archived=True), 4, 12)
    a_client(stranger, "Of a stranger")
    now = today(owner)
    assert (now.ending_count, now.unplanned_count) == (0, 0)


def test_changes_of_colleagues_newest_first(owner: User, colleague: User, stranger: User) -> None:
    now = timezone.now()
    client = a_client(owner, updated_by=colleague, updated_at=now - timedelta(hours=2))
    note = {"client": client, "created_by": colleague, "updated_by": colleague}
    ClientNote.objects.create(**note, text="New", updated_at=now - timedelta(hours=1))
    ClientNote.objects.create(**note, text="Long ago", updated_at=now - timedelta(days=15))
    ClientNote.objects.create(client=client, text="Mine", updated_by=owner, updated_at=now)
    hidden = a_client(stranger, "Of a stranger", updated_by=colleague)
    assert hidden.pk
    assert [(one.label, one.client or one.title, one.by) for one in changes(owner)] == [
        ("Note", "Asha Rao", "Colleague"), ("Client", "Asha Rao", "Colleague"),
    ]  # fmt: skip


def test_the_page_tells_of_all(owner: User, colleague: User) -> None:
    a_plan(a_client(owner), 4, 12)
    a_client(owner, "Without a plan", updated_by=colleague)
    shown = signed_in(owner).get("/").content.decode()
    for words in (
        "Plans that end this week",
        "Without a plan",
        "Changed by colleagues",
        "You have read everything",
    ):
        assert words in shown


def test_the_list_of_clients_can_show_who_waits(owner: User, admin_user: User) -> None:
    a_plan(a_client(owner, "Provided for"), 4, 12)
    a_client(owner, "Waiting")
    shown = signed_in(owner).get("/clients/?show=without_plan").content.decode()
    assert "Waiting" in shown
    assert "Provided for" not in shown
    assert "Waiting" not in signed_in(admin_user).get("/clients/?show=mine").content.decode()


def test_plans_of_a_client_in_time(owner: User) -> None:
    client = a_client(owner)
    spans = {"past": (1, 9), "current": (8, 12), "coming": (20, 26), "next": (13, 19)}
    plans = {name: a_plan(client, *span) for name, span in spans.items()}
    draft, away = a_plan(client, 8, 12, Status.DRAFT), a_plan(client, 8, 12, Status.ARCHIVED)
    found = in_time(MealPlan.objects.for_list(), TODAY)
    assert list(found.current) == [plans["current"]]
    assert list(found.coming) == [plans["next"], plans["coming"]]
    assert list(found.drafts) == [draft]
    assert set(found.past) == {plans["past"], away}
