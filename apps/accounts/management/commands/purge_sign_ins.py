"""`manage.py purge_sign_ins`: deletes what was noted of signing in more than 180 days ago.

For SQL databases, now and then; MongoDB does it by itself.
"""

from typing import Any

from django.core.management.base import BaseCommand

from apps.accounts.models import SignIn


class Command(BaseCommand):
    help = "Deletes the sign-ins of more than 180 days ago. MongoDB does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many there were."""
        count, _each = SignIn.objects.all().outlived().delete()
        self.stdout.write(f"Deleted {count} sign-ins.")
