"""Values come back from either database as they went in."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.db.migrations.operations import AddField

from tests.db.shelf import Shelf


def test_decimal_numbers_keep_the_places_of_their_column(shelf: Shelf) -> None:
    shelf.run(AddField("Shelf", "metres", models.DecimalField(max_digits=6, decimal_places=2, default=1)))
    shelf.create(metres="2.5")
    (row,) = shelf.model.objects.filter(metres=Decimal("2.5"))
    assert str(row.metres) == "2.50"


JSON: list[Any] = [
    {"menu/days/a/name": ["old", None], "a.b": 1, "$set": {"$literal": "$name"}, "": "empty"},
    {"true": True, "one": 1, "whole": 1.0, "part": 0.1, "most": 2**63 - 1, "nothing": None},
    {"text": "दाल, Käse, 🥗", "long": "x" * 100_000},
    [],
    {},
    None,
    "$name",
]


@pytest.mark.parametrize("value", JSON)
def test_json_comes_back_as_it_was(shelf: Shelf, value: Any) -> None:
    shelf.run(AddField("Shelf", "content", models.JSONField(default=list, null=True)))
    shelf.create(place=1, content=value)
    shelf.create(place=2)
    shelf.model.objects.filter(place=2).update(content=value)
    for row in shelf.model.objects.all():
        assert repr(row.content) == repr(value)
    row.content = value
    row.save()
    assert repr(shelf.model.objects.get(pk=row.pk).content) == repr(value)


@pytest.mark.parametrize(
    "field", [models.JSONField(default=dict), models.CharField(max_length=9, default="$place")]
)
def test_rows_get_the_default_of_a_new_column(shelf: Shelf, field: "models.Field[Any, Any]") -> None:
    shelf.create(place=1)
    shelf.run(AddField("Shelf", "content", field))
    assert shelf.model.objects.get().content == field.get_default()
