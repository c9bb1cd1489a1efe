"""One transaction on MongoDB, tidied up whatever happens to it.

The engine's own `atomic` (5.2.4) leaves the session of a failed commit on the connection, where every later
transaction of that thread then fails.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import NotSupportedError, OperationalError
from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

COMMIT_FOR = 30.0  # seconds: longer than the election of a new primary


@contextmanager
def mongodb_transaction(connection: Any) -> Iterator[None]:
    """Runs the block in a transaction of `connection` (the engine's wrapper), then its on_commit functions.

    Raises NotSupportedError on a mongod outside a replica set, OperationalError when the commit failed.
    """
    if not connection.features._supports_transactions:
        raise NotSupportedError(
            "This MongoDB server is no member of a replica set, so it has no transactions. A replica set of "
            "one is enough: start mongod with --replSet and run rs.initiate()."
        )
    connection.start_transaction_mongo()
    connection.in_atomic_block_mongo = True
    try:
        yield
        _commit(connection.session)
        hooks = connection.run_on_commit
    finally:
        connection.in_atomic_block_mongo = False
        connection.run_on_commit = []
        session, connection.session = connection.session, None
        session.end_session()  # also undoes what was not committed
    for _, function, robust in hooks:
        connection.on_commit(function, robust)  # outside a transaction it runs at once


def _commit(session: ClientSession) -> None:
    """Commits; asks again while MongoDB itself does not know whether it did, which is safe to do."""
    deadline = time.monotonic() + COMMIT_FOR
    while True:
        try:
            session.commit_transaction()
        except PyMongoError as error:
            unknown = error.has_error_label("UnknownTransactionCommitResult")
            if not unknown or time.monotonic() > deadline:
                raise OperationalError(f"The transaction could not be committed: {error}") from error
        else:
            return
