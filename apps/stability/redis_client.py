"""The client of Redis for the cache, copies of sessions, limits and leases: REDIS_CLIENT_CLASS."""

from typing import Any

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from apps.stability.breaker import Breaker, Unanswered

REDIS = Breaker("Redis", (RedisConnectionError, RedisTimeoutError))


class GuardedRedis(Redis):
    """Asks through the breaker of this process: a Redis that is cut off costs one timeout, not one a call.

    While it is open, calls raise the ConnectionError of redis, so what goes on without Redis goes on.
    """

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """See redis."""
        try:
            with REDIS.asking():
                return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except Unanswered as error:
            raise RedisConnectionError(str(error)) from None

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> Any:
        """See redis. Several commands are one question."""
        pipeline = super().pipeline(transaction, shard_hint)
        if REDIS.is_open:
            self.ping()
        return pipeline
