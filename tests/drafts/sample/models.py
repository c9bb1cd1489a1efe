"""A record with one of each: text, number, box, choice of several, document, and a column that follows."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from apps.drafts.models import VersionedRecord
from dtps.db.models import Record


class Note(VersionedRecord):
    """What somebody wrote down; `rows` counts those of the sheet."""

    title = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    is_shared = models.BooleanField(default=False)
    tags = models.JSONField(default=list, blank=True)
    sheet = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    is_archived = models.BooleanField(default=False)

    # Named, because mypy knows the application's settings only, and this app is not in them.
    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that edits it."""
        return reverse("sample:edit", args=[self.pk])


class Reader(Record):
    """What hangs on a note and is no column of it: the tags once more, as rows."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="readers")
    tag = models.CharField(max_length=20)

    objects: ClassVar[models.Manager["Reader"]] = models.Manager()

    def __str__(self) -> str:
        return self.tag
