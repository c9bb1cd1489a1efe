"""From Django's query to MongoDB's: sorts that use an index, projections, operations of one document."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models.expressions import Col
from django.db.models.sql import DeleteQuery, Query
from django.db.models.sql.compiler import PositionRef
from django.db.models.sql.constants import MULTI

from dtps.db.mongodb.stock import compiler
from dtps.db.mongodb.stock import query as stock_query

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]

SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler


class MongoQuery(stock_query.MongoQuery):
    """A pipeline that sorts and limits first and projects last, so that the sort can come from an index."""

    project_last = False

    def get_pipeline(self) -> list[dict[str, Any]]:
        """The stages for `aggregate`."""
        pipeline: list[dict[str, Any]] = super().get_pipeline()
        if self.project_last and self.project_fields:
            stages = pipeline[0]["$lookup"]["pipeline"] if self.subquery_lookup else pipeline
            project = {"$project": self.project_fields}
            stages.remove(project)
            stages.append(project)
        return pipeline


class SQLCompiler(compiler.SQLCompiler):
    """SELECT."""

    query_class = MongoQuery

    def build_query(self, columns: Any = None) -> MongoQuery:
        """As the stock compiler, without the fields that it adds to sort by, and with `only()` obeyed."""
        if columns is None and self._is_partial():
            columns = self.columns
        query: MongoQuery = super().build_query(columns)
        if self._sorts_by_stored_fields(query):
            # The stock compiler copies each field it sorts by; MongoDB then sorts copies, without the index.
            query.extra_fields = None
            query.project_fields = self.get_project_fields(columns)
            query.project_last = True
        return query

    def _is_partial(self) -> bool:
        names, defer = self.query.deferred_loading
        return bool(self.query.default_cols and (names or not defer))

    def _sorts_by_stored_fields(self, query: MongoQuery) -> bool:
        if (
            self.query.combinator
            or self.query.distinct
            or query.aggregation_pipeline
            or query.search_pipeline
        ):
            return False
        return all(
            self._is_stored(order.expression) and not order.nulls_first and not order.nulls_last
            for order in self.order_by_objs or []
        )

    def _is_stored(self, expression: Any) -> bool:
        """Whether documents have it under the name that is sorted by.

        A column that `values()` reads as well is, to Django, a reference to its place there.
        """
        if not isinstance(expression, PositionRef):
            return isinstance(expression, Col)
        (source,) = expression.get_source_expressions()
        name, _column = self.columns[expression.ordinal - 1]  # type: ignore[attr-defined] # stubs lack it
        is_own = isinstance(source, Col) and source.alias == self.collection_name
        return bool(is_own and name == source.target.column)


class SQLUpdateCompiler(compiler.SQLUpdateCompiler):
    """UPDATE, as `update_one` where the criteria name one key: only that does the driver repeat safely."""

    connection: Any

    def pre_sql_setup(self) -> None:  # type: ignore[override]
        """Django replaces conditions across a join by a list of keys; the joins need not be made any more."""
        super().pre_sql_setup()
        base = self.query.get_initial_alias()
        self.query.alias_refcount.update({alias: 0 for alias in self.query.alias_map if alias != base})

    @stock_query.wrap_database_errors
    def update(self, criteria: dict[str, Any], pipeline: list[dict[str, Any]]) -> int:
        """Sends the update; answers how many documents matched."""
        one = _names_one_key(criteria, self.query.model)
        send = self.collection.update_one if one else self.collection.update_many
        return int(send(criteria, pipeline, session=self.connection.session).matched_count)


class SQLDeleteCompiler(compiler.SQLDeleteCompiler):
    """DELETE, as `delete_one` where the criteria name one key; across joins by looking up the keys first."""

    connection: Any

    def execute_sql(self, result_type: str = MULTI) -> int:  # type: ignore[override]
        """Sends the delete; answers how many documents it removed."""
        if not self.single_alias:
            return self._delete_by_key()
        try:
            query = self.build_query()
        except EmptyResultSet:
            return 0
        return self._delete_by_key() if self.subqueries else self._delete(query.match_mql)

    @stock_query.wrap_database_errors
    def _delete(self, criteria: dict[str, Any]) -> int:
        one = _names_one_key(criteria, self.query.model)
        send = self.collection.delete_one if one else self.collection.delete_many
        return int(send(criteria, session=self.connection.session).deleted_count)

    def _delete_by_key(self) -> int:
        """As SQL's `DELETE … WHERE pk IN (SELECT …)`, in two steps because MongoDB has no such delete."""
        model: Any = self.query.model
        keys = self.query.clone()
        keys.__class__ = Query
        keys.clear_select_clause()
        keys.clear_ordering(force=True)
        keys.select = (model._meta.pk.get_col(self.query.get_initial_alias()),)
        rows = keys.get_compiler(connection=self.connection).results_iter(tuple_expected=True)
        found = list({key for (key,) in rows})  # a join may name a row more than once
        return DeleteQuery(model).delete_batch(found, self.connection.alias)


def _names_one_key(criteria: dict[str, Any], model: Any) -> bool:
    """Whether `criteria`, perhaps among other conditions that must hold, can match one document only."""
    if any(_names_one_key(condition, model) for condition in criteria.get("$and", ())):
        return True
    value = criteria.get(model._meta.pk.column)
    if isinstance(value, Mapping):
        return len(value) == 1 and len(value.get("$in", ())) == 1
    return value is not None
