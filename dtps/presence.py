"""The gate of the presence socket: whoever may edit an object may see who else has it open."""

from uuid import UUID

from django.http import Http404

from apps.accounts.models import User
from apps.drafts.kinds import get_kind


def may_open(user: User, kind: str, key: UUID) -> bool:
    """Whether there is such an object, and it is this person's to edit. Asks the same gate as drafts do."""
    try:
        return get_kind(kind).version(user, key) is not None
    except (KeyError, Http404):
        return False
