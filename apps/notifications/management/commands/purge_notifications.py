"""`manage.py purge_notifications`: deletes the notifications whose time is over.

For SQL databases, once a day; MongoDB does it by itself. Nobody sees an expired one in between.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.notifications.models import Notification


class Command(BaseCommand):
    help = "Deletes notifications that were read long ago. MongoDB does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        count, _each = Notification.objects.filter(expires_at__lte=timezone.now()).delete()
        self.stdout.write(f"Deleted {count} expired notifications.")
