"""`manage.py maintenance on|off`: closes the site on this machine and opens it again, at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.stability.maintenance import switch_off, switch_on

LONGEST = 7 * 24 * 60


class Command(BaseCommand):
    help = "Closes the site on this machine for maintenance, or opens it again."
    requires_system_checks: list[str] = []  # it may be needed because something is wrong

    def add_arguments(self, parser: CommandParser) -> None:
        """`on` or `off`, and for how long."""
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument("--minutes", type=int, default=10, help="How long it will take; people are told.")

    def handle(self, *args: Any, state: str, minutes: int, **options: Any) -> None:
        """Says what holds now."""
        if not 1 <= minutes <= LONGEST:
            raise CommandError(f"--minutes has to be from 1 to {LONGEST}.")
        if state == "off":
            switch_off()
            self.stdout.write("DTPS is open.")
        else:
            switch_on(minutes)
            self.stdout.write("DTPS is closed for maintenance, until `manage.py maintenance off`.")
