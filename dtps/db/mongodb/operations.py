"""Names the repaired compilers."""

from django_mongodb_backend import operations


class DatabaseOperations(operations.DatabaseOperations):
    """The stock operations with our compilers."""

    compiler_module = "dtps.db.mongodb.compiler"
