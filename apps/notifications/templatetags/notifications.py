"""What every page shows of notifications."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.models import User
from apps.notifications.inboxes import unread_total

register = template.Library()

STREAM = "/api/realtime/sse/"  # answered by Channels, so no URLconf has it


@register.inclusion_tag("shell/bell.html")
def bell(user: User) -> dict[str, Any]:
    """The link to the notifications, with how many `user` has not read. One query."""
    return {"unread": unread_total(user)}


@register.simple_tag
def live_attributes(user: User) -> SafeString:
    """What a script needs to open a stream: who is signed in, and where it is."""
    return format_html(' data-user="{}" data-live="{}"', user.pk, STREAM)
