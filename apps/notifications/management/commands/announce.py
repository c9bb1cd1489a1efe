"""`manage.py announce "text" [--to E-MAIL] [--role ROLE]`: tells the practice something."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, QuerySet

from apps.accounts.models import Role, User
from apps.notifications.links import is_local
from apps.notifications.services import LONGEST_TEXT, announce


class Command(BaseCommand):
    """Nothing is announced when one of the recipients is not known."""

    help = "Announces something to everybody, or to those who are named by e-mail or role."

    def add_arguments(self, parser: CommandParser) -> None:
        """The text and whom it is for; several addresses and roles add up."""
        parser.add_argument("text")
        parser.add_argument("--to", action="append", default=[], metavar="E-MAIL", help="one person")
        parser.add_argument("--role", action="append", default=[], help=f"one of {', '.join(Role.values)}")
        parser.add_argument("--link", default="", help="a page of the site to lead to, such as /clients/")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many people were told."""
        text, link = options["text"], options["link"]
        if not text.strip():
            raise CommandError("There is nothing to announce: the text is empty.")
        if len(text) > LONGEST_TEXT:
            raise CommandError(f"The text is too long: {len(text)} of {LONGEST_TEXT} characters.")
        if link and not is_local(link):
            raise CommandError(f"The link has to be a page of the site, such as /clients/, not “{link}”.")
        number = announce(text.strip(), recipients=_recipients(options["to"], options["role"]), link=link)
        self.stdout.write(f"Announced to {number} {'person' if number == 1 else 'people'}.")


def _recipients(emails: list[str], roles: list[str]) -> QuerySet[User]:
    active = User.objects.filter(is_active=True)
    wanted = {email.strip().lower() for email in emails}
    unknown = wanted - set(active.filter(email__in=wanted).values_list("email", flat=True))
    if unknown:
        raise CommandError(f"Nobody who may sign in has this e-mail address: {', '.join(sorted(unknown))}.")
    if strange := set(roles) - set(Role.values):
        known = ", ".join(Role.values)
        raise CommandError(f"There is no role {', '.join(sorted(strange))}. The roles are {known}.")
    return active.filter(Q(email__in=wanted) | Q(role__in=roles)) if wanted or roles else active
