"""The pages of notifications: everybody sees their own."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.notifications.filters import NotificationFilter
from apps.notifications.forms import PreferencesForm
from apps.notifications.gates import get_notification
from apps.notifications.inboxes import position_of
from apps.notifications.links import is_local
from apps.notifications.models import Channel, Notification
from apps.notifications.services import mark_all_read, mark_notification

PAGE_SIZE = 25


@require_safe
def notification_list(request: AuthedRequest) -> HttpResponse:
    """What this person was told, with filters and paging."""
    position = position_of(request.user.pk)  # first: what comes in while the list is made stays unread
    filters = NotificationFilter(request.GET)
    rows = filters.apply(Notification.objects.of(request.user)).prefetch_related("actor")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    ctx = {"filters": filters, "page": page, "position": position}
    return render(request, "notifications/list.html", ctx)


@require_safe
def notification_open(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Marks it as read and leads on to what it is about."""
    notification = get_notification(request.user, pk)
    if request.method == "GET":
        mark_notification(notification, read=True)
    return redirect(notification.link if is_local(notification.link) else "notifications:list")


@require_POST
def notification_read(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Marks it read, or unread with `unread`; then back to the list."""
    notification = get_notification(request.user, pk)
    mark_notification(notification, read="unread" not in request.POST)
    return _back(request)


@require_POST
def notification_read_all(request: AuthedRequest) -> HttpResponse:
    """Marks everything read that the list could show when it was made."""
    up_to = request.POST.get("up-to", "")
    if up_to.isascii() and up_to.isdecimal() and len(up_to) < 16:
        mark_all_read(request.user, int(up_to))
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: AuthedRequest) -> HttpResponse:
    """How this person wants to hear of each kind of news."""
    form = PreferencesForm(request.POST or None, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your preferences are saved."))
        return redirect("notifications:preferences")
    ctx = {"form": form, "channels": Channel.labels}
    return render(request, "notifications/preferences.html", ctx, status=422 if form.errors else 200)


def _back(request: AuthedRequest) -> HttpResponse:
    """To the page of the list that the form was on."""
    page = request.POST.get("next", "")
    return redirect(page if is_local(page) else "notifications:list")
