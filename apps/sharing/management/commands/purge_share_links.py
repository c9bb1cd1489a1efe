"""`manage.py purge_share_links`: deletes links that ended more than 30 days ago.

For SQL databases, now and then; MongoDB does it by itself.
"""

from typing import Any

from django.core.management.base import BaseCommand

from apps.sharing.models import ShareLink


class Command(BaseCommand):
    help = "Deletes the links that ended more than 30 days ago. MongoDB does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        count, _each = ShareLink.objects.all().outlived().delete()
        self.stdout.write(f"Deleted {count} links.")
