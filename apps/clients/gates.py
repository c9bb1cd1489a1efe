"""The only ways to a client: each fetches it for one person or ends in 404."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.accounts.models import Role, User
from apps.clients.models import Client


def get_client(user: User, pk: UUID) -> Client:
    """The client `pk` for reading."""
    return get_object_or_404(Client.objects.visible_to(user), pk=pk)


def get_client_rw(user: User, pk: UUID) -> Client:
    """The client `pk` for changing."""
    return get_object_or_404(Client.objects.editable_by(user), pk=pk)


def may_create_clients(user: User) -> bool:
    """Whether `user` may take on new clients: everybody but counsellors."""
    return user.role != Role.COUNSELLOR
