"""Deleting a client for good, with everything about them; what stays says nothing about the person."""

from collections.abc import Collection
from uuid import UUID

from django.contrib.admin.models import LogEntry
from django.db.models import ProtectedError
from django.utils import timezone

from apps.accounts.models import User
from apps.clients.belongings import belongings
from apps.clients.models import Client, ClientRemoval
from apps.drafts.forgetting import forget_drafts_naming, forget_objects
from apps.history.services import forget_names
from apps.notifications.forgetting import forget_news
from dtps.db.transactions import run_atomic

ATTEMPTS = 5


def what_goes(client: Client) -> list[tuple[str, int]]:
    """What a deletion takes along, in words and numbers: `[("Meal plans", 3), …]`."""
    counts = [(belonging.plural, belonging.of(client).count()) for belonging in belongings()]
    return [(name, count) for name, count in counts if count]


def delete_client(client: Client, *, by: User) -> None:
    """Deletes the client and everything about them, and notes that `by` did.

    Step by step, the client last: where it is interrupted the client is still there, archived, and the same
    call goes on. Raises ProtectedError when somebody goes on adding to the client meanwhile.
    """
    removal = _begun(client, by)
    client.archive()  # from here on nobody is offered them for a new plan
    for attempt in range(1, ATTEMPTS + 1):
        _delete_belongings(client)
        try:
            run_atomic(lambda: _delete_client(client, removal))
        except ProtectedError:  # something was saved for them between the two steps
            if attempt == ATTEMPTS:
                raise
        else:
            return


def _begun(client: Client, by: User) -> ClientRemoval:
    """The note of the deletion; one that was interrupted keeps its numbers."""
    counts = {belonging.name: belonging.of(client).count() for belonging in belongings()}
    removal, _is_new = ClientRemoval.objects.get_or_create(
        client_key=client.pk, finished_at=None, defaults={"by": by, "counts": counts}
    )
    return removal


def _delete_belongings(client: Client) -> None:
    for belonging in belongings():
        keys = belonging.keys(client)
        forget_drafts_naming(belonging.kind, "client", client.pk)
        _forget(belonging.kind, keys)
        belonging.of(client).delete()


def _delete_client(client: Client, removal: ClientRemoval) -> None:
    _forget("client", [client.pk])
    client.delete()
    removal.finished_at = timezone.now()
    removal.save(update_fields=["finished_at"])


def _forget(kind: str, keys: Collection[UUID]) -> None:
    """What is kept about objects elsewhere. The log of Django admin quotes their names."""
    forget_objects(kind, keys)
    forget_names(kind, keys)
    forget_news(kind, keys)
    LogEntry.objects.filter(object_id__in=[str(key) for key in keys]).delete()
