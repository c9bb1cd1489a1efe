"""`manage.py remind_drafts`: tells people of drafts that are about to expire. Once an hour or once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.dashboard.reminders import remind_of_drafts


class Command(BaseCommand):
    """Safe to run as often as one likes: each draft is told of once, unless it was saved again since."""

    help = "Tells people of their drafts that expire within a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        self.stdout.write(f"Told of {remind_of_drafts()} drafts that are about to expire.")
