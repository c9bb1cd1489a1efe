"""How queries are carried out; asked from outside, of either database, in its own words."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from tests.db.commands import Recorder
from tests.db.plans import reads_everything, sorts_by_itself

NOW = timezone.now()
LATER = NOW + timedelta(days=1)


def make_sessions(count: int) -> None:
    """Sessions `0`, `1`, … that end one minute after the other."""
    Session.objects.bulk_create(
        Session(session_key=str(n), session_data="…", expire_date=NOW + timedelta(minutes=n))
        for n in range(count)
    )


def test_a_unique_field_is_found_by_its_index(owner: User) -> None:
    assert not reads_everything(User.objects.filter(email=owner.email))


def test_a_row_is_found_by_its_key(owner: User) -> None:
    make_sessions(3)
    assert not reads_everything(User.objects.filter(pk=owner.pk))
    assert not reads_everything(Session.objects.filter(pk="1"))


def test_fields_unique_together_are_found_by_their_index(db: None) -> None:
    assert not reads_everything(ContentType.objects.filter(app_label="accounts", model="user"))


def test_a_session_that_has_not_ended_is_found_by_an_index(db: None) -> None:
    make_sessions(3)
    assert not reads_everything(Session.objects.filter(session_key="1", expire_date__gt=NOW))


def test_what_is_unique_stays_so(owner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(owner.email, "x")
    assert User.objects.count() == 1


def test_rows_come_in_the_order_of_an_index(db: None) -> None:
    make_sessions(5)
    in_order = Session.objects.order_by("-expire_date")
    assert not sorts_by_itself(in_order)
    assert not sorts_by_itself(in_order[1:3])
    assert not sorts_by_itself(in_order.filter(expire_date__gt=NOW))
    assert [session.pk for session in in_order] == ["4", "3", "2", "1", "0"]


def test_chosen_fields_come_in_the_order_of_an_index(db: None) -> None:
    make_sessions(5)
    keys = Session.objects.order_by("expire_date").values_list("pk", flat=True)
    assert not sorts_by_itself(keys)
    assert list(keys[1:3]) == ["1", "2"]
    assert not sorts_by_itself(Session.objects.order_by("expire_date").only("session_data"))
    both = Session.objects.order_by("expire_date").values_list("expire_date", "pk")
    assert not sorts_by_itself(both)
    assert [key for _at, key in both[1:3]] == ["1", "2"]


def test_rows_in_the_order_of_a_field_that_is_not_fetched(owner: User, colleague: User) -> None:
    names = User.objects.order_by("-email").values_list("name", flat=True)
    assert list(names) == ["Owner", "Colleague"]
    assert list(User.objects.order_by("-email").values_list("name", flat=True)[:1]) == ["Owner"]
    assert [user.name for user in User.objects.order_by("-name").only("email")] == ["Owner", "Colleague"]


def test_order_by_a_joined_field_by_an_expression_and_with_distinct(owner: User, colleague: User) -> None:
    for user in (owner, colleague):
        LogEntry.objects.create(user=user, action_flag=1, object_repr=user.name)
    entries = LogEntry.objects.order_by("user__name")
    assert [entry.object_repr for entry in entries.select_related("user")] == ["Colleague", "Owner"]
    assert list(entries.values_list("object_repr", flat=True)) == ["Colleague", "Owner"]
    assert list(entries.values_list("user__name", flat=True)) == ["Colleague", "Owner"]
    assert list(entries.values_list("user__name", "object_repr")[:1]) == [("Colleague", "Colleague")]
    assert list(entries.values_list("user__name", flat=True).distinct()) == ["Colleague", "Owner"]
    assert list(
        entries.filter(user__in=User.objects.order_by("name")).values_list("user__name", flat=True)
    ) == [
        "Colleague",
        "Owner",
    ]


def test_deferred_fields_come_when_they_are_asked_for(owner: User) -> None:
    user = User.objects.only("email").get()
    assert user.get_deferred_fields() >= {"name", "password"}
    assert user.name == "Owner"
    assert User.objects.defer("name").get().email == owner.email


@pytest.mark.only_mongodb
@pytest.mark.parametrize("ordering", [[], ["email"]], ids=["as they come", "in order"])
def test_only_the_fields_asked_for_are_sent(recorder: Recorder, owner: User, ordering: list[str]) -> None:
    users = User.objects.order_by(*ordering)
    for query in (users.only("name"), users.defer("password", "email", "role"), users.values("name")):
        recorder.clear()
        list(query)
        (document,) = recorder.documents()
        assert "name" in document
        assert not {"password", "email", "role"} & set(document)


@pytest.mark.only_mongodb
def test_fields_of_joined_rows_are_sent_only_when_asked_for(recorder: Recorder, owner: User) -> None:
    LogEntry.objects.create(user=owner, action_flag=1, object_repr="x", change_message="long")
    recorder.clear()
    entry = LogEntry.objects.select_related("user").only("object_repr", "user__name").get()
    assert (entry.object_repr, str(entry.user)) == ("x", "Owner")
    (document,) = recorder.documents()
    assert "change_message" not in document
    assert set(document[User._meta.db_table]) == {"_id", "name"}


def test_rows_are_deleted_across_a_join(owner: User, colleague: User) -> None:
    for user in (owner, owner, colleague):
        LogEntry.objects.create(user=user, action_flag=1, object_repr=user.name)
    deleted, _ = LogEntry.objects.filter(user__email=owner.email).delete()
    assert deleted == 2
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Colleague"]


def test_rows_are_deleted_that_a_list_shows_with_their_joins(owner: User) -> None:
    """What "delete selected" of Django admin does."""
    LogEntry.objects.create(user=owner, action_flag=1, object_repr="x")
    assert LogEntry.objects.select_related("user").order_by("user__name").delete()[0] == 1


def test_rows_are_deleted_by_a_subquery(owner: User, colleague: User) -> None:
    for user in (owner, colleague):
        LogEntry.objects.create(user=user, action_flag=1, object_repr=user.name)
    assert LogEntry.objects.filter(user__in=User.objects.filter(name="Owner")).delete()[0] == 1
    assert LogEntry.objects.get().object_repr == "Colleague"
    assert LogEntry.objects.filter(user__name="Nobody").delete()[0] == 0


def test_rows_are_updated_across_a_join(owner: User, colleague: User) -> None:
    for user in (owner, owner, colleague):
        LogEntry.objects.create(user=user, action_flag=1, object_repr=user.name)
    assert LogEntry.objects.filter(user__email=owner.email).update(object_repr="seen") == 2
    assert LogEntry.objects.filter(object_repr="seen").count() == 2
    assert LogEntry.objects.filter(user__email="nobody").update(object_repr="lost") == 0


def test_operations_of_one_row_are_counted(
    owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_sessions(1)
    session = Session.objects.get()
    with django_assert_num_queries(2):
        User.objects.filter(pk=owner.pk).update(name="New")
        session.delete()
