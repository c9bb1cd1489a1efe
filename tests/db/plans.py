"""What a database says it will do for a query, in terms that both databases know."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet


def reads_everything(query: QuerySet[Any, Any]) -> bool:
    """Whether the database looks at every row of the table."""
    if connection.vendor == "mongodb":
        return "COLLSCAN" in _stages(query)
    return "SCAN" in query.explain() and "INDEX" not in query.explain()


def sorts_by_itself(query: QuerySet[Any, Any]) -> bool:
    """Whether the database sorts the rows, for want of an index that has them in order."""
    if connection.vendor == "mongodb":
        return bool({"SORT", "$sort"} & _stages(query))
    return "TEMP B-TREE" in query.explain()


def _stages(query: QuerySet[Any, Any]) -> set[str]:
    """The names of all steps of MongoDB's plan; those of plans that it only tried are left out."""
    return set(_names(json.loads(query.explain())))


def _names(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _names(one)
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "stage":
                yield str(value)
            elif key not in {"rejectedPlans", "allPlansExecution", "command"}:
                yield from [key] if key.startswith("$") else []
                yield from _names(value)
