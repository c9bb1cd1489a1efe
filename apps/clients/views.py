"""Pages about clients. Every client comes from a gate; counsellors read, dietitians and admins also write."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.clients.activity import activity_of
from apps.clients.course import course_of, removed_measurement
from apps.clients.filters import ClientFilter
from apps.clients.gates import get_client, get_client_rw, may_create_clients
from apps.clients.kinds import CLIENT
from apps.clients.models import Client
from apps.clients.pages import with_key
from apps.drafts.pages import edit_record

PAGE_SIZE = 25
NOTES = 10
ROWS = 24  # of measurements, unless all are asked for


@require_safe
def client_list(request: AuthedRequest) -> HttpResponse:
    """The clients this person looks after, with search, filter and paging."""
    filters = ClientFilter(request.GET)
    clients = filters.apply(Client.objects.visible_to(request.user), request.user)
    page = Paginator(clients.prefetch_related("care_team__user"), PAGE_SIZE).get_page(request.GET.get("page"))
    ctx = {"filters": filters, "page": page, "may_create": may_create_clients(request.user)}
    return render(request, "clients/list.html", ctx)


@require_safe
def client_detail(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Everything about one client; as many queries for a client of ten years as for a new one."""
    client = get_client(request.user, pk)
    notes = client.notes.prefetch_related("created_by").order_by("-is_pinned", "-created_at")
    ctx = {
        "client": client,
        "members": client.members(),
        "course": course_of(client, None if request.GET.get("measurements") == "all" else ROWS),
        "notes": Paginator(notes, NOTES).get_page(request.GET.get("notes")),
        "activity": activity_of(client),
        "removed": removed_measurement(client, request.GET.get("removed", "")),
        "may_edit": Client.objects.editable_by(request.user).filter(pk=pk).exists(),
        "may_delete": Client.objects.deletable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "clients/detail.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def client_create(request: AuthedRequest) -> HttpResponse:
    """The form of a new client; its key is in the address, so that a reload finds its draft."""
    if not may_create_clients(request.user):
        raise Http404
    return with_key(
        request,
        lambda key: edit_record(
            request, kind=CLIENT.name, key=key, template="clients/form.html", create=True
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def client_edit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The form of one client, with autosave."""
    client = get_client_rw(request.user, pk)
    return edit_record(request, kind=CLIENT.name, key=client.pk, template="clients/form.html")


@require_POST
def client_archive(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Takes a client out of the daily lists; nothing is deleted."""
    client = get_client_rw(request.user, pk)
    client.archive()
    messages.success(request, _("%(name)s is archived.") % {"name": client})
    return redirect(client)


@require_POST
def client_unarchive(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Brings an archived client back."""
    client = get_client_rw(request.user, pk)
    client.unarchive()
    messages.success(request, _("%(name)s is back among your clients.") % {"name": client})
    return redirect(client)
