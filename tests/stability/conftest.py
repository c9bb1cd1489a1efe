"""Drafts of notes move the figures; the notes are those of the tests of drafts."""

from tests.drafts.conftest import device, note, page

__all__ = ["device", "note", "page"]
