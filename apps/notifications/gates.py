"""The only way to a notification: it is its recipient's, or it is not there."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from apps.accounts.models import User
from apps.notifications.models import Notification


def get_notification(user: User, pk: UUID) -> Notification:
    """The notification `pk` of `user`."""
    return get_object_or_404(Notification.objects.of(user), pk=pk)
