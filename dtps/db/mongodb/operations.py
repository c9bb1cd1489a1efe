"""Names the repaired compilers; numbers keep the places that their column has."""

from decimal import Decimal
from typing import Any

from bson import Decimal128
from django.db.backends.utils import format_number

from dtps.db.mongodb.stock import operations


class DatabaseOperations(operations.DatabaseOperations):
    """The stock operations with our compilers."""

    compiler_module = "dtps.db.mongodb.compiler"

    def adapt_decimalfield_value(
        self, value: Decimal | None, max_digits: int | None = None, decimal_places: int | None = None
    ) -> Any:
        """`value` as it is stored: 2.5 in a column with two places is 2.50, as on SQL."""
        if value is None:
            return None
        return Decimal128(str(format_number(value, max_digits, decimal_places)))
