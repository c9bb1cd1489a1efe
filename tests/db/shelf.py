"""A table for tests that change tables."""

from typing import Any

from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from dtps.db.keys import AutoKey


class Shelf:
    """A table of its own, changed as migrations change tables: a unique label, a unique pair of columns."""

    def __init__(self) -> None:
        fields = [
            ("id", AutoKey(primary_key=True)),
            ("label", models.CharField(max_length=20, unique=True, null=True)),
            ("room", models.CharField(max_length=20, default="")),
            ("place", models.IntegerField(default=0)),
        ]
        pair = models.UniqueConstraint(fields=["room", "place"], name="one_shelf_a_place")
        self.state = ProjectState()
        self.run(CreateModel("Shelf", fields, {"constraints": [pair]}))

    def run(self, operation: Operation) -> None:
        """One step of a migration."""
        before = self.state.clone()
        operation.state_forwards("drafts", self.state)
        with connection.schema_editor() as editor:
            operation.database_forwards("drafts", editor, before, self.state)

    @property
    def model(self) -> Any:
        """The table as it is now."""
        return self.state.apps.get_model("drafts", "Shelf")

    def create(self, **values: Any) -> None:
        """One row."""
        self.model.objects.create(**values)
