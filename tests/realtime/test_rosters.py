"""Who has an object open, from the rows."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.realtime import rosters
from apps.realtime.models import Presence
from apps.realtime.presence import people_at

KIND = "meal-plan"


@pytest.fixture
def key() -> UUID:
    """An object."""
    return uuid4()


def entries(key: UUID) -> rosters.Roster:
    """Who is here."""
    return rosters.roster(KIND, key)[0]


def opened(key: UUID, user: User) -> UUID:
    """An editor of this person."""
    connection = uuid4()
    rosters.arrive(connection, KIND, key, user.pk)
    return connection


def silent_for(connection: UUID, seconds: int) -> None:
    """Ages a row."""
    seen_at = timezone.now() - timedelta(seconds=seconds)
    assert Presence.objects.filter(pk=connection).update(seen_at=seen_at)


def test_everybody_once_in_the_order_they_came(owner: User, colleague: User, key: UUID) -> None:
    opened(key, colleague), opened(key, owner), opened(key, colleague)
    opened(uuid4(), owner)
    assert [person["user"] for person in entries(key)] == [str(colleague.pk), str(owner.pk)]
    assert {user.pk for user in people_at(KIND, key)} == {owner.pk, colleague.pk}
    assert rosters.roster("client", key) == ([], None)


def test_idle_is_who_is_idle_in_every_tab(owner: User, key: UUID) -> None:
    first, second = opened(key, owner), opened(key, owner)
    assert rosters.see(first, is_idle=True) is True
    assert entries(key)[0]["idle"] is False
    rosters.see(second, is_idle=True)
    assert entries(key)[0]["idle"] is True


def test_the_same_sign_of_life_again_is_no_news(owner: User, key: UUID) -> None:
    connection = opened(key, owner)
    assert rosters.see(connection, is_idle=False) is False
    assert rosters.see(uuid4(), is_idle=False) is None


def test_gone_45_seconds_after_the_last_sign_of_life(owner: User, key: UUID) -> None:
    connection = opened(key, owner)
    silent_for(connection, 44)
    assert people_at(KIND, key) == [owner]
    silent_for(connection, 46)
    assert (people_at(KIND, key), entries(key)) == ([], [])
    rosters.see(connection, is_idle=False)
    assert people_at(KIND, key) == [owner]


def test_when_the_next_one_would_be_gone(owner: User, colleague: User, key: UUID) -> None:
    opened(key, owner)
    silent_for(opened(key, colleague), 40)
    _people, seconds = rosters.roster(KIND, key)
    assert seconds is not None
    assert 4 < seconds < 6


def test_who_closes_it_is_gone_at_once(owner: User, key: UUID) -> None:
    rosters.leave(opened(key, owner))
    assert people_at(KIND, key) == []


def test_what_a_killed_process_left_behind_is_cleared_away(owner: User, colleague: User, key: UUID) -> None:
    silent_for(opened(key, owner), 60)
    opened(key, colleague)
    assert Presence.objects.count() == 1
