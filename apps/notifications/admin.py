"""Notifications in Django admin: to read; and the page where admins announce something."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.notifications.forms import AnnouncementForm
from apps.notifications.models import Inbox, Notification, Preference
from apps.notifications.services import announce


class WrittenElsewhere(admin.ModelAdmin):  # type: ignore[type-arg]
    """What only the application writes: to find and to read. People are loaded in one query for the list."""

    people: tuple[str, ...]
    list_per_page = 50
    search_help_text = _("Name or e-mail of the person")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without joins: a foreign key in list_display would make Django read the whole table of users."""
        return super().get_queryset(request).prefetch_related(*self.people)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """See above."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """See above: a change here would be one that no stream hears of."""
        return False

    has_delete_permission = has_change_permission

    @admin.display(description=_("user"))
    def person(self, row: Inbox | Preference) -> User:
        """Whose it is."""
        return row.user


@admin.register(Notification)
class NotificationAdmin(WrittenElsewhere):
    """What was told to whom, and whether they have read it."""

    people = ("recipient", "actor")
    change_list_template = "admin/notifications/change_list.html"
    list_display = ["title", "kind", "told", "by", "created_at", "read_at"]
    list_filter = ["kind"]
    search_fields = ["title", "recipient__name", "recipient__email"]

    @admin.display(description=_("recipient"))
    def told(self, notification: Notification) -> User:
        """Who was told."""
        return notification.recipient

    @admin.display(description=_("by"))
    def by(self, notification: Notification) -> User | None:
        """Whose doing it was."""
        return notification.actor

    def get_urls(self) -> list[Any]:
        """Django's own, and the form of announcements."""
        view = self.admin_site.admin_view(self.announce)
        return [path("announce/", view, name="notifications_announce"), *super().get_urls()]

    def announce(self, request: AuthedRequest) -> HttpResponse:
        """Tells the practice, a role or one person something."""
        form = AnnouncementForm(request.POST or None)
        if form.is_valid():
            wanted = form.cleaned_data
            number = announce(
                wanted["text"], recipients=form.recipients(), link=wanted["link"], actor=request.user
            )
            said = ngettext("Announced to one person.", "Announced to %(number)s people.", number)
            messages.success(request, said % {"number": number})
            return redirect("admin:notifications_notification_changelist")
        ctx = {
            **self.admin_site.each_context(request),
            "title": _("Announce"),
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/notifications/announce.html", ctx)


@admin.register(Inbox)
class InboxAdmin(WrittenElsewhere):
    """How far each person's notifications are."""

    people = ("user",)
    list_display = ["person", "sequence"]
    search_fields = ["user__name", "user__email"]


@admin.register(Preference)
class PreferenceAdmin(WrittenElsewhere):
    """What people have chosen to hear of; without a row it is badge and pop-up."""

    people = ("user",)
    list_display = ["person", "kind", "channel"]
    list_filter = ["kind", "channel"]
    search_fields = ["user__name", "user__email"]
