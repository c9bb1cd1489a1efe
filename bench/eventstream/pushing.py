"""Sends events to everybody from a process of its own, through Redis.

python -m bench.eventstream.pushing      each line of JSON in is one event; a line of JSON out when it left
"""

import json
import sys
import time

import django

django.setup()

from django_eventstream.eventstream import send_event  # noqa: E402 (Django has to be set up first)


def main() -> None:
    for line in sys.stdin:
        send_event("everyone", "news", {"sent": time.monotonic_ns(), "text": json.loads(line)["text"]})
        print("{}", flush=True)


if __name__ == "__main__":
    main()
