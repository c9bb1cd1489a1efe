"""Who may change what belongs to the practice as a whole."""

from django.http import Http404

from apps.accounts.models import User


def require_admin(user: User) -> None:
    """Ends in 404 for everybody but admins."""
    if not user.is_admin:
        raise Http404
