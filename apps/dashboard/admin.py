"""The audit list of Django admin, in the place of its own list of log entries."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.dashboard.audit import Wanted, entries
from apps.dashboard.audit_sources import SOURCES
from apps.exchange.csv_files import csv_response

PER_PAGE = 50
MOST_PAGES = 40  # a page reads the keys of all before it; further back, the dates lead
MOST_IN_A_FILE = 5000


class AuditFilter(forms.Form):
    """Whose doings, of which kind, between which days (both included, in the reader's time zone)."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.order_by("name"), required=False, empty_label=_("Everybody")
    )
    source = forms.ChoiceField(
        label=_("What"),
        choices=[("", _("Everything")), *((name, source.label) for name, source in SOURCES.items())],
        required=False,
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        """The limits; none at all while one of them is in error, which the page says."""
        given = self.cleaned_data if self.is_bound and not self.errors else {}
        person, since, until = given.get("person"), given.get("since"), given.get("until")
        return Wanted(
            person=person.pk if person else None,
            source=given.get("source") or "",
            since=make_aware(datetime.combine(since, time.min)) if since else None,
            until=make_aware(datetime.combine(until, time.min)) + timedelta(days=1) if until else None,
        )


@admin.register(LogEntry)
class AuditAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who did what when: to read, by nobody to change."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One page of the list."""
        form = AuditFilter(request.GET)
        page = (form.cleaned_data.get("page") if form.is_valid() else None) or 1
        lines = entries(form.wanted(), start=(page - 1) * PER_PAGE, count=PER_PAGE + 1)
        query = request.GET.copy()
        query.pop("page", None)
        ctx = {
            **self.admin_site.each_context(request),
            "title": _("Audit list"),
            "opts": self.opts,
            "form": form,
            "lines": lines[:PER_PAGE],
            "query": query.urlencode(),
            "newer": page - 1,
            "older": page + 1 if len(lines) > PER_PAGE and page < MOST_PAGES else None,
            "is_last_possible": len(lines) > PER_PAGE and page == MOST_PAGES,
            "most_in_a_file": MOST_IN_A_FILE,
        }
        return render(request, "admin/dashboard/audit.html", ctx)

    def get_urls(self) -> list[Any]:
        """Django's own, and the file."""
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="dashboard_audit_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """The newest lines of the same choice as CSV, safe to open in a spreadsheet."""
        form = AuditFilter(request.GET)
        lines = entries(form.wanted(), start=0, count=MOST_IN_A_FILE)
        head = [gettext("When"), gettext("Who"), gettext("Kind"), gettext("Name"), gettext("What")]
        rows = [
            [localtime(one.at).isoformat(timespec="seconds"), one.by, one.kind, one.name, one.text]
            for one in lines
        ]
        return csv_response("audit", [head, *rows])

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Written by what is done."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """See above."""
        return False

    has_delete_permission = has_change_permission
