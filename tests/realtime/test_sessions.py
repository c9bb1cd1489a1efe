"""Who is still signed in, asked in bulk."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.realtime.sessions import fingerprint, signed_out
from tests.conftest import signed_in


@pytest.fixture
def connection(owner: User) -> Any:
    """What a connection of the owner remembers."""
    key = signed_in(owner).session.session_key
    return SimpleNamespace(user_id=owner.pk, session_key=key, fingerprint=fingerprint(owner.password))


def test_who_is_signed_in_stays(connection: Any, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert signed_out([connection] * 50) == []


def test_a_session_that_is_gone(connection: Any) -> None:
    Session.objects.all().delete()
    assert signed_out([connection]) == [connection]


def test_a_session_that_has_expired(connection: Any) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert signed_out([connection]) == [connection]


def test_somebody_who_may_not_sign_in_any_more(connection: Any, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert signed_out([connection]) == [connection]


def test_somebody_who_does_not_exist_any_more(connection: Any, owner: User) -> None:
    owner.delete()
    assert signed_out([connection]) == [connection]


def test_a_new_password(connection: Any, owner: User) -> None:
    owner.set_password("another long password")
    owner.save()
    assert signed_out([connection]) == [connection]


def test_only_those_it_concerns(connection: Any, colleague: User) -> None:
    key = signed_in(colleague).session.session_key
    other = SimpleNamespace(
        user_id=colleague.pk, session_key=key, fingerprint=fingerprint(colleague.password)
    )
    Session.objects.filter(pk=connection.session_key).delete()
    assert signed_out([connection, other]) == [connection]
