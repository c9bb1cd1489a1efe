"""`manage.py purge_tallies`: deletes what was counted more than 400 days ago.

For SQL databases, now and then; MongoDB does it by itself.
"""

from typing import Any

from django.core.management.base import BaseCommand

from apps.stability.models import Tally


class Command(BaseCommand):
    help = "Deletes the tallies of more than 400 days ago. MongoDB does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        count, _each = Tally.objects.all().outlived().delete()
        self.stdout.write(f"Deleted {count} tallies.")
