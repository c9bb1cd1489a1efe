"""The only ways to a client: each fetches it for one person or ends in 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.accounts.models import Role, User
from apps.clients.models import Client, ClientNote, Measurement


def get_client(user: User, pk: UUID) -> Client:
    """The client `pk` for reading."""
    return get_object_or_404(Client.objects.visible_to(user), pk=pk)


def get_client_rw(user: User, pk: UUID) -> Client:
    """The client `pk` for changing."""
    return get_object_or_404(Client.objects.editable_by(user), pk=pk)


def get_client_to_delete(user: User, pk: UUID) -> Client:
    """The client `pk` for deleting for good."""
    return get_object_or_404(Client.objects.deletable_by(user), pk=pk)


def get_measurement(user: User, pk: UUID) -> Measurement:
    """The measurement `pk`, removed or not, for changing."""
    return get_object_or_404(Measurement.objects.editable_by(user).select_related("client"), pk=pk)


def get_note(user: User, pk: UUID) -> ClientNote:
    """The note `pk` for reading."""
    return get_object_or_404(
        ClientNote.objects.visible_to(user).select_related("client", "created_by"), pk=pk
    )


def may_create_clients(user: User) -> bool:
    """Whether `user` may take on new clients: everybody but counsellors."""
    return user.role != Role.COUNSELLOR
