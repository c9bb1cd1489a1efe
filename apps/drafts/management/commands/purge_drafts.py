"""`manage.py purge_drafts`: deletes the drafts whose time is over.

For SQL databases, once a day; MongoDB does it by itself. Nobody sees an expired draft in between.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.drafts.models import Draft


class Command(BaseCommand):
    help = "Deletes drafts that have expired. MongoDB does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        count, _each = Draft.objects.filter(expires_at__lte=timezone.now()).delete()
        self.stdout.write(f"Deleted {count} expired drafts.")
