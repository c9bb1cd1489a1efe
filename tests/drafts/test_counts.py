"""What autosave costs the database: queries and writes, whatever the size of the document."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from tests.drafts.devices import Device, row, save_note
from tests.drafts.pages import FORM, Page
from tests.drafts.sample.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafts.sample.urls")]

WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE)|\.(insert|update|delete)_", re.IGNORECASE)
MOST_QUERIES = 12
LARGE = {"rows": [row(f"r{number}", f"Food {number}", f"{number:04}") for number in range(7 * 8 * 4)]}


def cost(action: Callable[[], Any]) -> tuple[int, list[str]]:
    """The number of queries, session and user included, and the statements among them that write."""
    cache.clear()  # sessions are cached; the first request after a restart reads the database
    with CaptureQueriesContext(connection) as queries:
        action()
    statements = [query["sql"] for query in queries]
    return len(statements), [statement for statement in statements if WRITE.search(statement)]


@pytest.fixture
def large_device(owner: User) -> Device:
    """The owner's device with a draft of a large note."""
    note = save_note(owner, sheet=LARGE)
    device = Device(owner, note.pk, note.version)
    device.type(title=["Week", "Month"])
    return device


def test_one_more_autosave(large_device: Device) -> None:
    queries, writes = cost(lambda: large_device.type(sheet__rows__r7__amount=["1", "2"]))
    assert queries == 6  # session, again as it goes into the cache, user, draft, version, update
    assert len(writes) == 1


def test_the_first_autosave(device: Device) -> None:
    queries, writes = cost(lambda: device.type(title=["Week", "Month"]))
    assert queries <= MOST_QUERIES
    assert len(writes) == 1


def test_the_first_autosave_of_a_new_object(owner: User) -> None:
    device = Device(owner, uuid4())
    queries, writes = cost(lambda: device.type(title=["New note", "Plan"]))
    assert queries <= MOST_QUERIES
    assert len(writes) == 1


def test_an_autosave_that_meets_a_save(large_device: Device, note: Note, colleague: User) -> None:
    save_note(colleague, large_device.key, text="theirs")
    queries, writes = cost(lambda: large_device.type(sheet__rows__r7__amount=["1", "2"]))
    assert queries <= MOST_QUERIES
    assert len(writes) == 1


def test_an_autosave_that_clashes(large_device: Device, colleague: User) -> None:
    save_note(colleague, large_device.key, title="Year")
    queries, writes = cost(lambda: large_device.post(changes={}))
    assert queries <= MOST_QUERIES
    assert writes == []


def test_the_same_save_again(large_device: Device) -> None:
    body: dict[str, Any] = {"saveId": "once", "changes": {"text": ["", "a"]}}
    large_device.post(**body)
    queries, writes = cost(lambda: large_device.post(**body))
    assert queries <= MOST_QUERIES
    assert writes == []


def test_opening_the_form(owner: User, note: Note) -> None:
    page = Page(owner, note.pk)
    assert cost(page.open)[0] == 6  # session twice as above, user, draft, record, what is unread


def test_opening_the_form_of_a_draft(owner: User, device: Device, note: Note) -> None:
    device.type(title=["Week", "Month"])
    page = Page(owner, note.pk)
    assert cost(page.open)[0] == 6


def test_the_session_is_not_written_by_autosave(large_device: Device) -> None:
    before = Session.objects.values_list("session_data", "expire_date").get()
    large_device.type(text=["", "a"])
    assert Session.objects.values_list("session_data", "expire_date").get() == before


def test_saving(owner: User, note: Note) -> None:
    page = Page(owner, note.pk)
    page.open()
    queries, _writes = cost(lambda: page.save(**{**FORM, "title": "Month"}))
    assert queries <= 20
