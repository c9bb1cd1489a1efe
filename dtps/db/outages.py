"""Telling an outage of the database from a mistake in what was asked of it, the same on every engine."""

import sqlite3
from contextlib import AbstractContextManager

import pymongo
from django.db import InterfaceError, OperationalError
from pymongo.errors import ConnectionFailure, PyMongoError


def is_outage(error: BaseException) -> bool:
    """Whether `error` says that the database cannot be reached or does not answer.

    The driver's own errors count as well: where Django's engine does not wrap them, they come as they are. A
    constraint, a value or a query that the database refuses is no outage.
    """
    cause = error.__cause__ or error
    if isinstance(cause, PyMongoError):
        return isinstance(cause, ConnectionFailure) or cause.timeout
    if isinstance(cause, sqlite3.OperationalError):  # also for mistakes in SQL, which have the general code
        return cause.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR
    return isinstance(error, OperationalError | InterfaceError)


def within(seconds: float) -> AbstractContextManager[object]:
    """Within it, operations on MongoDB give up after so long. Without effect on other databases."""
    return pymongo.timeout(seconds)
