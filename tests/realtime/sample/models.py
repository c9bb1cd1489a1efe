"""Something that can be told."""

from typing import ClassVar

from django.db import models

from apps.accounts.models import User
from dtps.db.models import Record


class Line(Record):
    """One thing that was said to `user`; the first is number 1."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()

    objects: ClassVar[models.Manager["Line"]] = models.Manager()
