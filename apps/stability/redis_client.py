"""The client of Redis for the cache, copies of sessions, limits and leases: REDIS_CLIENT_CLASS."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis import Redis
from redis.client import Pipeline
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from apps.stability.breaker import Breaker, Unanswered

REDIS = Breaker("Redis", (RedisConnectionError, RedisTimeoutError))


@contextmanager
def asking() -> Iterator[None]:
    """Around a question to Redis; not asked yet again, it fails as one without a connection does."""
    try:
        with REDIS.asking():
            yield
    except Unanswered as error:
        raise RedisConnectionError(str(error)) from None


class GuardedPipeline(Pipeline):
    """Several commands, which are one question."""

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        """See redis."""
        with asking():
            return super().execute(raise_on_error)


class GuardedRedis(Redis):
    """Asks through the breaker of this process: a Redis that is cut off costs one timeout, not one a call.

    While it is open, calls raise the ConnectionError of redis, so what goes on without Redis goes on.
    """

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """See redis."""
        with asking():
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> Pipeline:
        """See redis."""
        return GuardedPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)
