"""Somebody at the machine of a server: runs management commands in a process of its own.

Reads a line of JSON for each, {"command": [name, argument...]}, and answers {} when it has run. A process for
each of them would be a second of a core each time.
"""

import json
import sys

import django


def main() -> None:
    """Until stdin ends."""
    django.setup()

    from django.core.management import call_command

    for line in sys.stdin:
        call_command(*json.loads(line)["command"], stdout=sys.stderr)
        print("{}", flush=True)


if __name__ == "__main__":
    main()
