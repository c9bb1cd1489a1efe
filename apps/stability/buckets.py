"""Buckets of requests: each holds so many, a request takes one out of each that concerns it, and they fill up
steadily. Whoever finds one empty waits, and takes nothing out of the others.

In any t seconds a bucket lets through at most `burst + per_second * t` requests: nginx's rate and burst. Kept
is one number a bucket, the moment at which it will be full again (the generic cell rate algorithm, GCRA).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple, Protocol

PRUNE_AT = 50_000  # full buckets need not be remembered


@dataclass(frozen=True)
class Limit:
    """How much one bucket holds and how fast it fills up."""

    name: str
    per_second: int
    burst: int

    @property
    def refill(self) -> int:
        """Microseconds until there is one more in the bucket."""
        return 1_000_000 // self.per_second


class Count(NamedTuple):
    """What came of a request. `filling`: until each bucket is full again. Both in microseconds."""

    wait: int  # 0: it may pass
    filling: list[int]


class Buckets(Protocol):
    """Where buckets are kept."""

    def take(self, owner: str, limits: Sequence[Limit]) -> Count:
        """One request of `owner`, counted against all of `limits` or, if one says no, against none."""
        ...


class MemoryBuckets:
    """For a single process, and for each process by itself while Redis cannot be reached."""

    def __init__(self) -> None:
        self._full_at: dict[tuple[str, str], int] = {}
        self._lock = Lock()

    def take(self, owner: str, limits: Sequence[Limit]) -> Count:
        """See Buckets."""
        keys = [(owner, limit.name) for limit in limits]
        with self._lock:
            now = time.monotonic_ns() // 1000
            filling = [max(self._full_at.get(key, now) - now, 0) for key in keys]
            pairs = list(zip(filling, limits, strict=True))
            wait = max(0, *(before + limit.refill * (1 - limit.burst) for before, limit in pairs))
            if wait == 0:
                filling = [before + limit.refill for before, limit in pairs]
                self._full_at.update((key, now + after) for key, after in zip(keys, filling, strict=True))
                self._prune(now)
        return Count(wait, filling)

    def _prune(self, now: int) -> None:
        if len(self._full_at) > PRUNE_AT:
            self._full_at = {key: full_at for key, full_at in self._full_at.items() if full_at > now}


class RedisBuckets:
    """For all processes together: one script, so one round trip, and by the clock of Redis."""

    SCRIPT = """
        local clock = redis.call('TIME')
        local now = clock[1] * 1000000 + clock[2]
        local answer = {0}
        for index, key in ipairs(KEYS) do
            local filling = math.max((tonumber(redis.call('GET', key)) or now) - now, 0)
            local wait = filling + ARGV[2 * index - 1] * (1 - ARGV[2 * index])
            answer[1] = math.max(answer[1], wait)
            answer[index + 1] = filling
        end
        if answer[1] > 0 then return answer end
        for index, key in ipairs(KEYS) do
            local filling = answer[index + 1] + ARGV[2 * index - 1]
            redis.call('SET', key, string.format('%.0f', now + filling), 'PX', math.ceil(filling / 1000))
            answer[index + 1] = filling
        end
        return answer
    """

    def __init__(self, client: Any, prefix: str) -> None:
        self._prefix = prefix
        self._script = client.register_script(self.SCRIPT)

    def take(self, owner: str, limits: Sequence[Limit]) -> Count:
        """See Buckets. Raises RedisError, OSError."""
        keys = [f"{self._prefix}{{{owner}}}:{limit.name}" for limit in limits]
        args = [number for limit in limits for number in (limit.refill, limit.burst)]
        wait, *filling = self._script(keys, args)
        return Count(wait, filling)
