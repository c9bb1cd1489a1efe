"""`manage.py purge_uploads`: deletes files that were sent a day ago and not imported.

For SQL databases, now and then; MongoDB does it by itself.
"""

from typing import Any

from django.core.management.base import BaseCommand

from apps.exchange.models import Upload


class Command(BaseCommand):
    help = "Deletes files that were sent a day ago and not imported. MongoDB does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        count, _each = Upload.objects.all().outlived().delete()
        self.stdout.write(f"Deleted {count} uploads.")
