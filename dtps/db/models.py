"""What every record of ours has."""

from uuid import uuid4

from django.db import models


class Record(models.Model):
    """A row with a UUID key, made before it is saved, stored as MongoDB's own `_id`.

    Without `db_column="_id"` MongoDB would keep a second, unused key and search whole collections.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_column="_id")

    class Meta:
        abstract = True
