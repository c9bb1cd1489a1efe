"""`manage.py purge_sessions`: deletes the sessions whose time is over.

Once a day, on either database: Django's own table of sessions has no index that MongoDB would clean up by.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.accounts.models import DeviceSession


class Command(BaseCommand):
    help = "Deletes sessions that have expired."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many places there were."""
        call_command("clearsessions")
        count, _each = DeviceSession.objects.filter(expires_at__lte=timezone.now()).delete()
        self.stdout.write(f"Deleted {count} expired sessions.")
