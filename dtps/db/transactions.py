"""Real transactions on either database, where Django's own `transaction.atomic` does nothing on MongoDB.

Prefer one conditional update (`filter(pk=…, version=n).update(…)`) where it can do the job: it needs no
transaction, costs a third of one on MongoDB, and also works on a mongod without a replica set.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from pymongo.errors import PyMongoError

from dtps.db.mongodb.transactions import mongodb_transaction

T = TypeVar("T")

GIVE_UP_AFTER = 30.0  # seconds: longer than the election of a new primary
LONGEST_PAUSE = 0.5  # seconds between two attempts


class _State(threading.local):
    """What this thread is in the middle of; database connections are per thread as well."""

    open = False
    broken = False


_state = _State()


@contextmanager
def atomic() -> Iterator[None]:
    """Everything written inside is kept together or, when an exception leaves the block, not at all.

    A block inside another joins it: there are no savepoints, because MongoDB has none. When the inner one
    fails, the whole is rolled back, even if its error was caught on the way. Catch an IntegrityError outside
    the block: on MongoDB it ends the transaction. `transaction.on_commit` works as ever.

    Raises TransactionManagementError when an inner block failed unnoticed, OperationalError when the commit
    failed, NotSupportedError on a mongod that is no member of a replica set.
    """
    if _state.open:
        try:
            yield
        except BaseException:
            _state.broken = True
            raise
        return
    _state.open, _state.broken = True, False
    try:
        with _transaction():
            yield
            if _state.broken:
                raise TransactionManagementError(
                    "A block inside this one failed, so all of it is rolled back."
                )
    finally:
        _state.open = False


def run_atomic(work: Callable[[], T]) -> T:
    """What `work()` answers, run inside `atomic()`.

    It is run again when MongoDB asks for that (two transactions met, or the primary changed), so it must read
    what it needs itself and do nothing outside the database. Inside another block it just runs: the outermost
    one repeats the whole.
    """
    if _state.open:
        return work()
    deadline = time.monotonic() + GIVE_UP_AFTER
    pause = 0.005
    while True:
        try:
            with atomic():
                return work()
        except Exception as error:
            if not _may_be_repeated(error) or time.monotonic() > deadline:
                raise
        time.sleep(random.uniform(0, pause))  # noqa: S311 (jitter, not a secret)
        pause = min(2 * pause, LONGEST_PAUSE)


def _transaction() -> AbstractContextManager[None]:
    if connection.vendor == "mongodb":
        return mongodb_transaction(connection)
    return transaction.atomic()


def _may_be_repeated(error: BaseException | None) -> bool:
    """Whether MongoDB says that the transaction left no trace and may be tried again."""
    while error is not None:
        if isinstance(error, PyMongoError) and error.has_error_label("TransientTransactionError"):
            return True
        error = error.__cause__
    return False
