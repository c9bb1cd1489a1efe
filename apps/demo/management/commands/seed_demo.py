"""`manage.py seed_demo`: the demo practice, safe to run twice."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.demo.people import PASSWORD, STAFF
from apps.demo.seeding import seed


class Command(BaseCommand):
    """Refuses a real installation: it would get accounts whose password everybody knows."""

    help = "Makes a fictitious practice with staff, clients, templates and plans; what is there stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seeds, then prints who can sign in."""
        if not (settings.DEBUG or settings.DEMO):
            raise CommandError(
                "seed_demo makes accounts with a public password, so it runs only with DEMO=on or DEBUG=on."
            )
        seed()
        self.stdout.write(f"The demo practice is ready. Sign in with the password {PASSWORD} as")
        for person in STAFF:
            self.stdout.write(f"  {person.email:<24} {person.role.label}")
