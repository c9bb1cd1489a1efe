"""The connection: one pool of the driver per process, opened patiently."""

import logging
import threading
import time
from typing import Any

import pymongo
from django.db import OperationalError
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from dtps.db.mongodb.features import DatabaseFeatures
from dtps.db.mongodb.operations import DatabaseOperations
from dtps.db.mongodb.querylog import LoggedOperations
from dtps.db.mongodb.schema import DatabaseSchemaEditor
from dtps.db.mongodb.stock import base

logger = logging.getLogger("dtps.db")

_opening = threading.Lock()
_failure: tuple[float, str] = (0.0, "")  # when opening the pool failed last (time.monotonic), and why


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection of one thread; all of them share the process's one MongoClient."""

    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def get_collection(self, name: str, **kwargs: Any) -> Any:
        """The collection `name`; with its operations in `connection.queries` where Django logs queries."""
        collection = pymongo.collection.Collection(self.database, name, **kwargs)
        return LoggedOperations(self, collection) if self.queries_logged else collection

    def get_new_connection(self, conn_params: dict[str, Any]) -> MongoClient[Any]:
        """The process's client; the first caller opens it while the others wait for the outcome."""
        asked = time.monotonic()
        with _opening:
            if self.alias not in self._connection_pools:
                failed, reason = _failure
                if failed > asked:
                    raise OperationalError(reason)
                self._connection_pools[self.alias] = self._open(**conn_params)
            client: MongoClient[Any] = self._connection_pools[self.alias]
            return client

    def _open(self, connect_attempts: int, connect_backoff: float, **options: Any) -> MongoClient[Any]:
        """A client whose server has answered. Tries again, waiting twice as long each time."""
        global _failure
        for attempt in range(1, connect_attempts + 1):
            try:
                return _answering_client(driver=self._driver_info(), **options)
            except PyMongoError as error:
                reason = f"MongoDB does not answer (attempt {attempt} of {connect_attempts}): {error}"
                logger.warning("%s", reason)
                cause = error
            if attempt < connect_attempts:
                time.sleep(connect_backoff * 2 ** (attempt - 1))
        _failure = (time.monotonic(), reason)
        raise OperationalError(reason) from cause


def _answering_client(**options: Any) -> MongoClient[Any]:
    client: MongoClient[Any] = MongoClient(**options)
    try:
        with pymongo.timeout(client.options.pool_options.connect_timeout):
            client.admin.command("ping")
    except PyMongoError:
        client.close()
        raise
    return client
