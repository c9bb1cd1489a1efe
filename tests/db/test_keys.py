"""Keys that mean the same on either database."""

from uuid import UUID

import pytest
from bson import ObjectId
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection

from apps.accounts.models import User
from dtps.db.keys import AutoKey


def entry_of(user: User) -> LogEntry:
    """A saved row whose key the database makes."""
    return LogEntry.objects.create(user=user, action_flag=1, object_repr="x")


def test_the_column_is_the_one_mongodb_has_anyway() -> None:
    assert LogEntry._meta.pk.column == "_id"
    assert User._meta.pk.column == "_id"
    assert "db_column" not in AutoKey().deconstruct()[3]


def test_a_row_gets_a_key_of_its_database(owner: User) -> None:
    assert isinstance(entry_of(owner).pk, ObjectId if connection.vendor == "mongodb" else int)


def test_a_row_is_found_by_its_key_and_by_the_text_of_it(owner: User) -> None:
    entry = entry_of(owner)
    assert LogEntry.objects.get(pk=entry.pk) == entry
    assert LogEntry.objects.get(pk=str(entry.pk)) == entry
    assert LogEntry.objects.filter(pk__in=[entry.pk]).exists()


def test_rows_refer_to_each_other(owner: User) -> None:
    kind = ContentType.objects.get_for_model(User)
    entry = LogEntry.objects.create(user=owner, content_type=kind, action_flag=1, object_repr="x")
    assert LogEntry.objects.get(content_type=kind) == entry
    assert LogEntry.objects.get(content_type__pk=str(kind.pk)).content_type == kind
    assert LogEntry.objects.get(content_type__model="user") == entry


def test_several_rows_get_their_keys_at_once(owner: User) -> None:
    entries = LogEntry.objects.bulk_create(
        LogEntry(user=owner, action_flag=1, object_repr=str(n)) for n in range(3)
    )
    assert len({entry.pk for entry in entries}) == 3
    assert set(LogEntry.objects.in_bulk()) == {entry.pk for entry in entries}


def test_no_row_has_a_key_that_is_none(owner: User) -> None:
    assert LogEntry._meta.pk.to_python(None) is None
    with pytest.raises((ValidationError, ValueError), match="no key"):
        LogEntry.objects.filter(pk="no key").exists()


def test_a_wrong_key_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="no key"):
        LogEntry._meta.pk.to_python("no key")


def test_rows_go_out_as_json_and_come_back(owner: User) -> None:
    entry = entry_of(owner)
    text = serializers.serialize("json", [entry])
    LogEntry.objects.all().delete()
    for restored in serializers.deserialize("json", text):
        restored.save()
    assert LogEntry.objects.get() == entry


def test_a_record_knows_its_key_before_it_is_saved() -> None:
    assert isinstance(User().pk, UUID)
