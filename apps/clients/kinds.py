"""What apps.drafts has to know about the forms of a client, of measurements and of notes."""

from typing import cast
from uuid import UUID

from apps.accounts.models import User
from apps.clients.forms import ClientForm
from apps.clients.gates import may_create_clients
from apps.clients.models import Client, ClientNote, Measurement
from apps.clients.news import client_saved, measurement_saved, note_saved
from apps.clients.record_forms import ClientNoteForm, MeasurementForm
from apps.drafts.kinds import Kind, allowed_row


def find_client(user: User, key: UUID) -> Client | None:
    """The client `key` for changing; None while nobody has saved one under that key.

    Raises Http404 when there is one that `user` may not change.
    """
    return cast(Client | None, allowed_row(Client.objects.editable_by(user), Client.objects, key))


def find_measurement(user: User, key: UUID) -> Measurement | None:
    """The measurement `key` for changing; None while nobody has saved one under that key.

    Raises Http404 when there is one that was removed, or that `user` may not change.
    """
    kept = Measurement.objects.editable_by(user).kept().select_related("client")
    return cast(Measurement | None, allowed_row(kept, Measurement.objects, key))


def find_note(user: User, key: UUID) -> ClientNote | None:
    """The note `key` for changing; None while nobody has saved one under that key.

    Raises Http404 when there is one that somebody else wrote.
    """
    notes = ClientNote.objects.editable_by(user).select_related("client")
    return cast(ClientNote | None, allowed_row(notes, ClientNote.objects, key))


def may_write(user: User) -> bool:
    """Everybody may measure and take notes: about which clients, the form decides."""
    return True


CLIENT = Kind(
    name="client",
    form=ClientForm,
    find=find_client,
    may_create=may_create_clients,
    blank=lambda key: {},
    saved=client_saved,
)
MEASUREMENT = Kind(
    name="measurement",
    form=MeasurementForm,
    find=find_measurement,
    may_create=may_write,
    blank=lambda key: {},
    saved=measurement_saved,
)
NOTE = Kind(
    name="client-note",
    form=ClientNoteForm,
    find=find_note,
    may_create=may_write,
    blank=lambda key: {},
    saved=note_saved,
)
