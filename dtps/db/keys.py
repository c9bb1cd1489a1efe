"""Primary keys that mean the same on SQLite and MongoDB."""

from typing import TYPE_CHECKING, Any

from bson import ObjectId
from bson.errors import InvalidId
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _BigAutoField = models.BigAutoField[Any, Any]
else:
    _BigAutoField = models.BigAutoField


class AutoKey(_BigAutoField):
    """The key of a table that asks for none of its own: an ObjectId on MongoDB, a counted number on SQL.

    One class for both means one set of migrations for both. It asks the default connection which of the two
    it is, so all databases of one installation must be of one sort.
    """

    default_error_messages = {"invalid_object_id": _("“%(value)s” is not a valid key.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # MongoDB's own key; any other name would leave it unused beside a second index.
        kwargs["db_column"] = "_id"
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_column"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "ObjectIdAutoField" if _on_mongodb() else "BigAutoField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "objectId" if connection.vendor == "mongodb" else super().db_type(connection)

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "objectId" if connection.vendor == "mongodb" else super().rel_db_type(connection)

    def to_python(self, value: Any) -> Any:
        """`value` as the database's key; a ValidationError names what cannot be one."""
        if value is None or not _on_mongodb():
            return super().to_python(value)
        try:
            return ObjectId(value)
        except (InvalidId, TypeError):
            message = self.error_messages["invalid_object_id"]
            raise ValidationError(message, code="invalid", params={"value": value}) from None

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(value) if _on_mongodb() else super().get_prep_value(value)

    @cached_property
    def validators(self) -> list[Any]:
        """None, not even a number's limits: the database makes the key."""
        return []


def _on_mongodb() -> bool:
    return connection.vendor == "mongodb"
