"""`manage.py tidy`: everything that is due now and then, as one line of cron."""

import logging
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

logger = logging.getLogger("apps.operations")

# Reminders first: they are of drafts that are still there.
CHORES = (
    "remind_drafts",
    "purge_drafts",
    "purge_sessions",
    "purge_sign_ins",
    "purge_notifications",
    "purge_tallies",
    "purge_share_links",
    "purge_uploads",
)


class Command(BaseCommand):
    """Each chore is a command of its own, and one that fails keeps none of the others from being done."""

    help = f"Does what is due: {', '.join(CHORES)}. Once an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each; exit code 1 when one of them failed."""
        failed = [chore for chore in CHORES if not self._done(chore)]
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}. The log says why; the others were done.")

    def _done(self, chore: str) -> bool:
        try:
            call_command(chore, stdout=self.stdout, stderr=self.stderr)
        except Exception:
            logger.exception("%s failed", chore)
            return False
        return True
