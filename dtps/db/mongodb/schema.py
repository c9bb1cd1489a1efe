"""Unique indexes that queries can use.

The stock engine makes every unique index partial (`{field: {$type: …}}`), to let NULL repeat as in SQL. The
planner uses a partial index only for queries that imply its filter, which `{email: "…"}` does not: signing in
would read all users. Where NULL cannot occur, a plain unique index is as right, and fast.
"""

from typing import Any, TypeAlias

from django.db.models import Index, Model, UniqueConstraint
from pymongo import ASCENDING, DESCENDING, IndexModel

from dtps.db.mongodb.stock import schema

AnyField: TypeAlias = Any  # Django's fields are generic to the type checker only


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """The stock editor with plain unique indexes where NULL cannot occur, and literal defaults."""

    def effective_default(self, field: AnyField) -> Any:
        """The default of a new column; MongoDB would take {} and "$…" for parts of its own language."""
        return {"$literal": super().effective_default(field)}

    @schema.ignore_embedded_models
    def add_index(
        self,
        model: type[Model],
        index: Index,
        *,
        field: AnyField | None = None,
        unique: bool = False,
        **place: Any,
    ) -> None:
        """Adds `index`; `place` says where in an embedded model it is, which is left to the stock editor."""
        if not unique or index.condition or place.get("column_prefix") or _may_be_null(model, index, field):
            super().add_index(model, index, field=field, unique=unique, **place)
            return
        unique_index = IndexModel(_keys(model, index, field), name=index.name, unique=True)
        self.get_collection(model._meta.db_table).create_indexes([unique_index])

    @schema.ignore_embedded_models
    def _alter_field(
        self, model: type[Model], old_field: AnyField, new_field: AnyField, *args: Any, **kwargs: Any
    ) -> None:
        super()._alter_field(model, old_field, new_field, *args, **kwargs)
        if old_field.null != new_field.null:
            self._rebuild_uniques(old_field, new_field)

    def _rebuild_uniques(self, old_field: AnyField, new_field: AnyField) -> None:
        """A unique index must become partial when its column may be NULL from now on, and plain when not."""
        model = new_field.model
        if self._field_should_have_unique(old_field) and self._field_should_have_unique(new_field):
            self._remove_field_unique(model, new_field)
            self._add_field_unique(model, new_field)
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and new_field.name in constraint.fields:
                self.remove_constraint(model, constraint)
                self.add_constraint(model, constraint)


def _may_be_null(model: type[Model], index: Index, field: AnyField | None) -> bool:
    return any(one.null for one, _ in _fields(model, index, field))


def _keys(model: type[Model], index: Index, field: AnyField | None) -> list[tuple[str, int]]:
    return [(one.column, DESCENDING if order else ASCENDING) for one, order in _fields(model, index, field)]


def _fields(model: type[Model], index: Index, field: AnyField | None) -> list[tuple[Any, str]]:
    """The fields of an index, each with "" or "DESC"; `field` alone when the index is for a single field."""
    if field:
        return [(field, "")]
    return [(model._meta.get_field(name), order) for name, order in index.fields_orders]
