"""A client of the owner, whose care team everybody but the stranger is in."""

import pytest

from apps.accounts.models import User
from apps.clients.models import CareTeamMember, Client


@pytest.fixture
def client_record(owner: User, colleague: User, counsellor: User) -> Client:
    """The client; "client" alone is pytest-django's name for a test browser."""
    record = Client.objects.create(name="Asha Rao", created_by=owner, updated_by=owner, version=1)
    for user in (owner, colleague, counsellor):
        CareTeamMember.objects.create(client=record, user=user)
    return record
