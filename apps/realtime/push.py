"""Telling open streams at once what was written. For the services of the apps above; see docs/realtime.md.

Call these inside the unit of work that writes the rows: they act after its commit, and not at all when it
is rolled back. They raise nothing and take at most a second; what does not arrive, each process finds by
looking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from apps.realtime.events import Event
from apps.realtime.layer import EVERYONE, Messages, send_after_commit, user_group

FEW = 20  # up to here each person's processes are told; beyond, all of them, in messages of
CROWD = 200  # people


@dataclass(frozen=True)
class Push:
    """Events that take a person's streams from the cursor `before` to `after`.

    A stream that stands elsewhere reads what it needs from the database instead.
    """

    user_id: UUID
    before: int
    after: int
    events: list[Event]


def push(pushes: Sequence[Push]) -> None:
    """Sends each person's events to their streams, in every process."""
    send_after_commit(lambda: _messages(pushes))


def push_to_everyone(event: Event) -> None:
    """Sends `event` to every stream of every process. For news that need no cursor: a stream that is being
    opened or does not read just now may miss it."""
    message = {"type": "everyone", "name": event.name, "frame": event.frame()}
    send_after_commit(lambda: [(EVERYONE, message)])


def recheck(user_id: UUID, ended: str = "") -> None:
    """Has the streams and sockets of this person look at their session at once.

    `ended`: the key of a session that is about to be deleted; its streams need not look.
    """
    message = {"type": "recheck", "user": user_id.hex, "ended": ended}
    send_after_commit(lambda: [(user_group(user_id), message)])


def _messages(pushes: Sequence[Push]) -> Messages:
    lines = ([push.user_id.hex, push.before, push.after, _frames(push)] for push in pushes)
    if len(pushes) <= FEW:
        for push, line in zip(pushes, lines, strict=True):
            yield user_group(push.user_id), {"type": "push", "pushes": [line]}
        return
    while crowd := list(islice(lines, CROWD)):
        yield EVERYONE, {"type": "push", "pushes": crowd}


def _frames(push: Push) -> list[list[str | bytes]]:
    return [[event.name, event.frame()] for event in push.events]
