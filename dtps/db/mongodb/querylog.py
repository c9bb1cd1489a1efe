"""Operations of one document in `connection.queries`, where the stock engine knows only the others."""

import copy
from typing import Any

from django_mongodb_backend.utils import OperationDebugWrapper


class LoggedOperations(OperationDebugWrapper):
    """A collection whose operations Django logs (DEBUG, and tests that count queries)."""

    def update_one(self, *args: Any, **kwargs: Any) -> Any:
        """As `Collection.update_one`."""
        return self._logged("update_one", args, kwargs)

    def delete_one(self, *args: Any, **kwargs: Any) -> Any:
        """As `Collection.delete_one`."""
        return self._logged("delete_one", args, kwargs)

    def _logged(self, operation: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        as_asked = copy.deepcopy(args)
        duration, result = self.profile_call(getattr(self.wrapped, operation), args, kwargs)
        self.log(operation, duration, as_asked, kwargs)
        return result
