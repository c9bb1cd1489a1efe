"""Asks the application in this container how it is: `python -m deploy.docker.healthcheck live|ready`.

Exits with 0 when the answer is 200. What it was goes to the record that `docker inspect` shows.
"""

import sys
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ADDRESS = "http://127.0.0.1:8000/healthz/{}/"
PATIENCE = 4  # seconds; `ready` itself waits two for each thing that it looks at


def ask(what: str) -> int:
    """The exit code."""
    try:
        with urlopen(ADDRESS.format(what), timeout=PATIENCE) as answer:  # noqa: S310 (an address of our own)
            print(answer.read().decode())
            return 0
    except HTTPError as error:
        print(error.read().decode())
    except (URLError, OSError) as error:
        print(error)
    return 1


if __name__ == "__main__":
    sys.exit(ask(sys.argv[1]))
