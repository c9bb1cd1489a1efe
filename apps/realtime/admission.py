"""Who may open another connection: limits over all processes, the same for streams and sockets."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from apps.realtime import leases
from apps.realtime.hub import Hub
from apps.realtime.threads import in_thread
from apps.stability.metrics import LIMITS_HIT


@dataclass(frozen=True)
class Admission:
    """A place, perhaps with a slot in the cache; or the reason why there is none."""

    slot: int | None = None
    too_many: bool = False
    wait_seconds: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether there is no place."""
        return self.too_many or self.wait_seconds > 0


async def admit(hub: Hub, kind: str, user_id: UUID) -> Admission:
    """Counts the attempt and takes a place, which the caller has to give back."""
    admission = await in_thread(_ask_the_cache)(kind, user_id)
    if admission.slot is None and hub.count(kind, user_id) >= settings.REALTIME_CONNECTIONS_PER_USER:
        admission = Admission(too_many=True, wait_seconds=admission.wait_seconds)
    if admission.is_refused:
        LIMITS_HIT.labels(limit=f"{kind}_attempts" if admission.wait_seconds else f"{kind}s").inc()
    return admission


def _ask_the_cache(kind: str, user_id: UUID) -> Admission:
    if seconds := leases.seconds_to_wait(kind, user_id):
        return Admission(wait_seconds=seconds)
    is_free, slot = leases.take(kind, user_id)
    return Admission(slot=slot, too_many=not is_free)
