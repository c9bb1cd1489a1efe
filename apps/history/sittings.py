"""Saves as somebody remembers them: what one person did at one sitting. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

PAUSE = timedelta(minutes=30)  # after a longer one it is another sitting
MOST_SAVES = 40  # of one sitting; more are told as two, so that a page stays short


@dataclass(frozen=True, slots=True)
class Save:
    """One version: who saved it (None: nobody knows any more), and when."""

    version: int
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """Saves of one person with no long pause between them, the newest first; never empty."""

    saves: tuple[Save, ...]

    @property
    def by(self) -> UUID | None:
        """Who sat there."""
        return self.saves[0].by

    @property
    def began(self) -> datetime:
        """The time of the first Save."""
        return self.saves[-1].at

    @property
    def ended(self) -> datetime:
        """The time of the last one."""
        return self.saves[0].at


def sittings(saves: Iterable[Save], pause: timedelta = PAUSE) -> list[Sitting]:
    """Saves, the newest first, put together: neighbours of one person that are at most `pause` apart.

    Somebody else's Save in between parts them: what each of the two saw then was another plan.
    """
    groups: list[list[Save]] = []
    for save in saves:
        last = groups[-1][-1] if groups else None
        if last and last.by == save.by and last.at - save.at <= pause and len(groups[-1]) < MOST_SAVES:
            groups[-1].append(save)
        else:
            groups.append([save])
    return [Sitting(tuple(group)) for group in groups]
