"""Imports in Django admin: a file is sent, a page says what it would do, a button does just that."""

from typing import Any, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.exchange.csv_files import csv_response
from apps.exchange.kinds import DryRun, ImportKind, Outcome, get_kind
from apps.exchange.models import Upload, waiting
from apps.exchange.uploads import UploadForm

MOST_SHOWN = 100  # problems on the page; the file has all that are kept


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The files of the person who looks: to check, to import, to throw away."""

    list_display = ["name", "created_at", "expires_at"]
    list_per_page = 50
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        """One's own, while they wait; without their content."""
        return Upload.objects.waiting_of(cast(User, request.user)).defer("content", "agreed")

    def get_urls(self) -> list[Any]:
        """Django's own, and the file of problems."""
        view = self.admin_site.admin_view(require_safe(self.problems))
        return [
            path("<path:object_id>/problems/", view, name="exchange_upload_problems"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Where a file of the kind in `?kind=` is sent."""
        kind = get_kind(request.GET.get("kind", ""))
        if kind is None:
            raise Http404
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES, kind=kind)
            if form.is_valid():
                owner = cast(User, request.user)
                upload = Upload.objects.create(
                    kind=kind.name, name=form.name, content=form.packed, owner=owner
                )
                return redirect("admin:exchange_upload_change", upload.pk)
        else:
            form = UploadForm(kind=kind)
        ctx = {**self._context(request, kind), "form": form}
        return render(request, "admin/exchange/upload.html", ctx, status=422 if form.errors else 200)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The dry run, made anew each time; a POST imports what it showed."""
        user = cast(User, request.user)
        upload, kind = _found(user, object_id)
        if upload is None or kind is None:
            text = _(
                "This file does not wait here any more: it was imported, thrown away, or older than a day."
            )
            self.message_user(request, text, messages.WARNING)
            return redirect("admin:exchange_upload_changelist")
        option = _option(request, kind)
        if request.method == "POST":
            return self._import(request, upload, kind, option)
        return self._show(request, upload, kind, kind.dry_run(upload, user, option), option)

    def problems(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Everything that cannot be used, as CSV."""
        user = cast(User, request.user)
        upload, kind = _found(user, object_id)
        if upload is None or kind is None:
            raise Http404
        found = kind.dry_run(upload, user, _option(request, kind)).problems
        rows = [[problem.place, problem.reason] for problem in found]
        return csv_response("import", [[_("Where"), _("Why")], *rows])

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Files are sent from the list that they belong to."""
        return False

    def _import(self, request: HttpRequest, upload: Upload, kind: ImportKind, option: str) -> HttpResponse:
        user = cast(User, request.user)
        outcome = kind.go_on(upload, user, request.POST.get("seen", ""), option)
        if outcome.moved:
            text = _("What this import would do has changed since it was shown. Please look at it once more.")
            if outcome.done:
                text = _("The import stopped, because foods were changed meanwhile. Below is what is left.")
            self.message_user(request, text, messages.WARNING)
            return self._show(request, upload, kind, kind.dry_run(upload, user, option), option, status=409)
        if not outcome.is_finished:
            ctx = {
                **self._context(request, kind),
                "upload": upload,
                "outcome": outcome,
                "option": option,
                "seen": request.POST["seen"],
            }
            return render(request, "admin/exchange/progress.html", ctx)
        return self._finish(request, upload, kind, outcome)

    def _finish(
        self, request: HttpRequest, upload: Upload, kind: ImportKind, outcome: Outcome
    ) -> HttpResponse:
        """Throws the file away; who was first to do that writes the line of the audit list."""
        deleted, _each = Upload.objects.filter(pk=upload.pk).delete()
        if deleted:
            LogEntry.objects.create(
                user=cast(User, request.user),
                content_type=ContentType.objects.get_for_model(kind.model),
                object_repr=upload.name,
                action_flag=CHANGE,
                change_message=_("Imported: %(what)s") % {"what": outcome.said},
            )
        self.message_user(request, outcome.said, messages.SUCCESS)
        return redirect(_list_of(kind))

    def _show(
        self,
        request: HttpRequest,
        upload: Upload,
        kind: ImportKind,
        found: DryRun,
        option: str,
        *,
        status: int = 200,
    ) -> HttpResponse:
        ctx = {
            **self._context(request, kind),
            "upload": upload,
            "found": found,
            "problems": found.problems[:MOST_SHOWN],
            "problem_count": len(found.problems) + found.more_problems,
            "option": option,
            **found.context,
        }
        return render(request, kind.template, ctx, status=status)

    def _context(self, request: HttpRequest, kind: ImportKind) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": kind.title,
            "opts": kind.model._meta,
            "kind": kind,
            "list_url": _list_of(kind),
        }


def _found(user: User, object_id: str) -> tuple[Upload | None, ImportKind | None]:
    try:
        upload = waiting(user, UUID(object_id))
    except ValueError:
        return None, None
    return (upload, get_kind(upload.kind)) if upload else (None, None)


def _option(request: HttpRequest, kind: ImportKind) -> str:
    """The chosen one of the kind's options; the first unless one is."""
    names = [name for name, _label in kind.options]
    chosen = request.POST.get("option") or request.GET.get("option", "")
    return chosen if chosen in names else next(iter(names), "")


def _list_of(kind: ImportKind) -> str:
    meta = kind.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
