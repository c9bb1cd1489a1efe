"""The page Reliability: for admins, in words, true to the tallies, honest when there are none."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from apps.accounts.models import User
from apps.stability.metrics import SAVE_BOUNDS
from apps.stability.models import Tally
from apps.stability.reliability import DAYS, Bar, bars, report
from apps.stability.save_times import in_words, quantile
from tests.conftest import signed_in

PAGE = "/admin/stability/tally/"
NOON = datetime(2026, 3, 15, 6, 30, tzinfo=UTC)  # in India
TODAY = date(2026, 3, 15)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon."""
    monkeypatch.setattr("apps.stability.reliability.timezone.localdate", localdate)


def localdate(value: datetime | None = None) -> date:
    """As Django's own, on that day."""
    return timezone.localtime(value or NOON).date()


@pytest.fixture
def india() -> Iterator[None]:
    """The reader is in India."""
    with timezone.override("Asia/Kolkata"):
        yield


@pytest.fixture
def admin(admin_user: User) -> Browser:
    """The admin's browser."""
    return signed_in(admin_user)


def tally(name: str, number: int, **ago: int) -> None:
    """`number` of it, that long before noon."""
    hour = (NOON - timedelta(**ago)).replace(minute=0)
    Tally.objects.add(hour, name, number)


def table(name: str) -> dict[date, str]:
    """What the column of that title says of the days on which there is something to say."""
    told = report()
    place = [str(column.title) for column in told.columns].index(name)
    return {day: cells[place] for day, cells in told.rows if cells[place] not in ("0", "–")}


def words(response: Any) -> str:
    """The text of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- The page


@pytest.mark.django_db
def test_the_admin_sees_it_and_finds_it(admin: Browser) -> None:
    assert admin.get(PAGE).status_code == 200
    assert f'href="{PAGE}"' in admin.get("/admin/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["owner", "counsellor"])
def test_others_do_not(role: str, request: pytest.FixtureRequest) -> None:
    answer = signed_in(request.getfixturevalue(role)).get(PAGE, follow=True)
    assert answer.status_code == 403
    assert "Drafts kept" not in words(answer)


@pytest.mark.django_db
def test_visitors_are_asked_to_sign_in(client: Browser) -> None:
    answer = client.get(PAGE)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/sign-in/")


@pytest.mark.django_db
def test_without_any_figures_it_says_so(admin: Browser) -> None:
    said = words(admin.get(PAGE))
    assert "Nothing has been counted in the last 14 days." in said
    assert "Open now: 0 live connections to browsers, 0 editors." in said
    assert "Drafts kept" not in said


@pytest.mark.django_db
def test_it_tells_the_figures_in_words(admin: Browser) -> None:
    tally("drafts_saved", 1234, days=1)
    tally("merges", 1)
    tally("save_seconds:0.05", 100)
    said = words(admin.get(PAGE))
    for what in ("Drafts kept 1,234", "Merged 1", "Conflicts 0", "Half of the saves 38 ms"):
        assert what in said
    assert "Nothing has been counted" not in said


@pytest.mark.django_db
def test_charts_are_for_the_eye_and_the_table_for_everybody(admin: Browser) -> None:
    tally("drafts_saved", 10)
    page = admin.get(PAGE).content.decode()
    assert page.count('aria-hidden="true" focusable="false"') == 9
    assert page.count("<rect") == 1
    shown = page[page.index('id="by-day"') :]
    assert [shown.count(f'<th scope="{scope}">') for scope in ("row", "col")] == [DAYS, 10]


@pytest.mark.django_db
def test_it_needs_nothing_that_the_policy_forbids(admin: Browser) -> None:
    tally("drafts_saved", 10)
    page = admin.get(PAGE).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)[^>]*>[^<]*\S", page)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, DAYS])
def test_it_takes_two_queries(admin: Browser, django_assert_num_queries: Any, days: int) -> None:
    for day in range(days):
        for name in ("drafts_saved", "merges", "events_sent:unread", "save_seconds:0.05"):
            tally(name, 3, days=day)
    admin.get(PAGE)
    with django_assert_num_queries(2):  # the person (their session is in the cache), the tallies
        admin.get(PAGE)


@pytest.mark.django_db
def test_it_can_only_be_read(admin: Browser) -> None:
    tally("merges", 1)
    row = f"{PAGE}{Tally.objects.get().pk}/"
    refused = [f"{PAGE}add/", f"{row}delete/", f"{row}change/"]
    assert [admin.post(url, {"count": "7", "post": "yes"}).status_code for url in refused] == [403] * 3
    admin.post(PAGE, {"action": "delete_selected", "_selected_action": str(Tally.objects.get().pk)})
    assert Tally.objects.get().count == 1


# --- The figures


@pytest.mark.django_db
def test_hours_add_up_to_days() -> None:
    tally("merges", 1)
    tally("merges", 2, hours=3)
    tally("merges", 4, days=1)
    assert table("Merged") == {TODAY: "3", TODAY - timedelta(days=1): "4"}


@pytest.mark.django_db
def test_labels_add_up_without_signs_of_life() -> None:
    for event in ("unread", "notification", "ping", "connected"):
        tally(f"events_sent:{event}", 5)
    tally("limits_hit:streams", 1)
    tally("limits_hit:sockets", 1)
    assert table("Events sent") == {TODAY: "10"}
    assert table("Limits hit") == {TODAY: "2"}


@pytest.mark.django_db
def test_days_are_those_of_the_reader(india: None) -> None:
    tally("merges", 1, hours=11)  # one in the morning there, still yesterday in UTC
    tally("merges", 2, hours=13)
    assert table("Merged") == {TODAY: "1", TODAY - timedelta(days=1): "2"}


@pytest.mark.django_db
def test_what_is_older_is_left_out(india: None) -> None:
    tally("merges", 1, days=DAYS - 1)
    tally("merges", 2, days=DAYS)
    told = report()
    assert [cells[1] for _day, cells in told.rows] == ["0"] * (DAYS - 1) + ["1"]
    assert [day for day, _cells in told.rows] == [TODAY - timedelta(days=back) for back in range(DAYS)]


@pytest.mark.django_db
def test_save_times_by_day() -> None:
    tally("save_seconds:0.005", 60)
    tally("save_seconds:0.25", 40)
    assert table("Half of the saves") == {TODAY: "4 ms"}
    assert table("95 of 100 saves") == {TODAY: "231 ms"}


def test_the_time_that_a_share_of_the_saves_took() -> None:
    assert quantile({}, 0.5) is None
    assert quantile({0.005: 0}, 0.5) is None
    assert quantile({0.005: 100}, 0.5) == pytest.approx(0.0025)
    assert quantile({0.05: 10}, 1) == pytest.approx(0.05)
    assert quantile({0.05: 10}, 0.5) == pytest.approx(0.0375)  # between 25 and 50 ms
    assert quantile({0.005: 1, 1.0: 1}, 0.75) == pytest.approx(0.875)
    assert quantile({0.005: 1, float("inf"): 9}, 0.5) == SAVE_BOUNDS[-1]


def test_times_in_words() -> None:
    times = [None, 0.0001, 0.0124, 0.9994, 1.25, 10.0]
    assert [in_words(seconds) for seconds in times] == [
        "–",
        "1 ms",
        "12 ms",
        "999 ms",
        "1.2 s",
        "10 s or more",
    ]


def test_the_greatest_bar_is_as_high_as_the_chart() -> None:
    assert bars([]) == bars([0, None]) == []
    assert bars([0, 4, 1, None, 1000]) == [Bar(10, 39, 1), Bar(20, 39, 1), Bar(40, 0, 40)]
    assert bars([1.0, 2.0]) == [Bar(0, 20, 20), Bar(10, 0, 40)]
