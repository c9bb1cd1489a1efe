"""What apps.drafts has to know about the form of a client."""

from uuid import UUID

from django.http import Http404

from apps.accounts.models import User
from apps.clients.forms import ClientForm
from apps.clients.gates import may_create_clients
from apps.clients.models import Client
from apps.clients.news import client_saved
from apps.drafts.kinds import Kind


def find_client(user: User, key: UUID) -> Client | None:
    """The client `key` for changing; None while nobody has saved one under that key.

    Raises Http404 when there is one that `user` may not change.
    """
    client = Client.objects.editable_by(user).filter(pk=key).first()
    if client is None and Client.objects.filter(pk=key).exists():
        raise Http404
    return client


CLIENT = Kind(
    name="client",
    form=ClientForm,
    find=find_client,
    may_create=may_create_clients,
    blank=lambda key: {},
    saved=client_saved,
)
