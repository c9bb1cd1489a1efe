"""Somebody who types on several devices at once: `python -m tests.drafts.typist COUNT`.

Runs on the database of DATABASE_URL, which has to be empty. Each save adds a row of its own; a save that fails
is sent again under the same id, as browsers do. Says `saved <row>` for each that was acknowledged and `failed
<error>` for each that was not; at the end `lost <row>` for what was acknowledged and is not there, and `done`.
"""

import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import django

DEVICES = 4
PATIENCE = 20  # attempts at one save


def main(count: int) -> None:
    """Types `count` rows, shared out among the devices; each has a new object of its own."""
    django.setup()
    from django.core.management import call_command

    from apps.accounts.models import User

    call_command("migrate", run_syncdb=True, verbosity=0)
    user = User.objects.create_user("typist@practice.test", name="Typist")
    keys = [uuid4() for _device in range(DEVICES)]
    with ThreadPoolExecutor(DEVICES) as threads:
        done = [
            threads.submit(type_rows, user.pk, key, range(first, count, DEVICES))
            for first, key in enumerate(keys)
        ]
        acknowledged = [task.result() for task in done]
    for key, rows in zip(keys, acknowledged, strict=True):
        for row_id in set(rows) - stored(key):
            say(f"lost {row_id}")
    say("done")


def type_rows(user_id: UUID, key: UUID, numbers: Sequence[int]) -> list[str]:
    """The ids of the rows that were acknowledged."""
    from apps.accounts.models import User
    from apps.drafts.services import Edit, save_draft
    from tests.drafts.devices import row
    from tests.drafts.sample.kinds import NOTE

    user, revision, acknowledged = User.objects.get(pk=user_id), 0, []
    for number in numbers:
        row_id = f"r{number}"
        changes = {f"sheet/rows/{row_id}": [None, row(row_id, position=f"p{number:06}")]}
        for _attempt in range(PATIENCE):
            try:
                edit = Edit(f"save-{number}", revision, 0, changes)
                revision = save_draft(user, NOTE, key, edit)["revision"]
            except Exception as error:
                say(f"failed {error!r} {error.__cause__!r}")
            else:
                acknowledged.append(row_id)
                say(f"saved {row_id}")
                break
    return acknowledged


def stored(key: UUID) -> set[str]:
    """The ids of the rows in the draft of `key`; each is there once."""
    from apps.drafts.models import Draft

    ids = [row["id"] for row in Draft.objects.get(key=key).data["sheet"]["rows"]]
    assert len(set(ids)) == len(ids)
    return set(ids)


_saying = threading.Lock()


def say(line: str) -> None:
    """One line, at once and whole."""
    with _saying:
        print(line, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
