"""A note of the owner that the colleague may change, too."""

import pytest

from apps.accounts.models import User
from tests.drafts.devices import Device, save_note
from tests.drafts.pages import Page
from tests.drafts.sample.models import Note


@pytest.fixture
def note(owner: User) -> Note:
    """Saved once, by its owner; shared."""
    return save_note(owner)


@pytest.fixture
def device(owner: User, note: Note) -> Device:
    """The owner's, with the note open."""
    return Device(owner, note.pk, note.version)


@pytest.fixture
def phone(owner: User, note: Note) -> Device:
    """The owner's second device, with the note open."""
    return Device(owner, note.pk, note.version)


@pytest.fixture
def page(owner: User, note: Note) -> Page:
    """The owner's page of the note, opened."""
    opened = Page(owner, note.pk)
    opened.open()
    return opened
