"""Primary keys that mean the same on SQLite and MongoDB."""

from django.db import models


class AutoKey(models.BigAutoField):
    """The key of a table that asks for none of its own."""
