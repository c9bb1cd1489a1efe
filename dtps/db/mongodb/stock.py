"""The stock engine, loaded without its search for GDAL: what of it is needed here is imported from here.

Where the GIS libraries of C are missing, the search for them starts some 180 processes of a compiler and a
linker, if the machine has those, and ends as it would have without: half a second of each start.
"""

import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager


def _nothing(name: str) -> None:
    """What is found of any library."""


@contextmanager
def _no_libraries() -> Iterator[None]:
    """Django's GIS asks by this name while it is imported, and for nothing else of ours."""
    find = ctypes.util.find_library
    ctypes.util.find_library = _nothing
    try:
        yield
    finally:
        ctypes.util.find_library = find


with _no_libraries():
    from django_mongodb_backend import base, compiler, features, operations, query, schema

__all__ = ["base", "compiler", "features", "operations", "query", "schema"]
