"""Makes a database with the starter foods and the cast, each signed in; prints who they are as JSON."""

import json
import os
import sys
from typing import Any

import django


def main() -> None:
    """`{name: {id, email, session}}` on stdout."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    from apps.accounts.models import Role
    from tests.conftest import person, signed_in

    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    call_command("import_foods", starter=True, verbosity=0, stdout=sys.stderr)
    cast: dict[str, Any] = {}
    dietitians = [(name, Role.DIETITIAN) for name in ("Owner", "Colleague", "Traveller")]
    for name, role in (*dietitians, ("Admin", Role.ADMIN)):
        user = person(name, role)
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        cast[name.lower()] = {"id": str(user.pk), "email": user.email, "session": session}
    json.dump(cast, sys.stdout)


if __name__ == "__main__":
    main()
