"""The page Reliability of Django admin, in the place of a list of tallies."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from apps.stability.models import Tally
from apps.stability.reliability import DAYS, open_now, report


@admin.register(Tally)
class TallyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What the practice owner may know of how safe the work is. The application counts, nobody changes it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The last days in words, charts and a table."""
        ctx = {
            **self.admin_site.each_context(request),
            "title": _("Reliability"),
            "opts": self.opts,
            "days": DAYS,
            "open_now": open_now(),
            "report": report(),
        }
        return render(request, "admin/stability/reliability.html", ctx)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """See above."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """See above."""
        return False

    has_delete_permission = has_change_permission
