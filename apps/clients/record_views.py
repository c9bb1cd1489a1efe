"""Pages of measurements and of notes. Everybody of a client's care team measures and takes notes."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.clients.gates import get_client, get_measurement, get_note
from apps.clients.kinds import MEASUREMENT, NOTE, find_measurement, find_note
from apps.clients.models import Client
from apps.clients.pages import uuid_or_404, with_key
from apps.drafts.kinds import Kind
from apps.drafts.models import Revision
from apps.drafts.pages import edit_record

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _create(request: AuthedRequest, kind: Kind, template: str) -> HttpResponse:
    client = get_client(request.user, uuid_or_404(request.GET.get("client", "")))
    return with_key(request, _form(request, kind, template, client))


def _form(
    request: AuthedRequest, kind: Kind, template: str, client: Client
) -> Callable[[UUID], HttpResponse]:
    def page(key: UUID) -> HttpResponse:
        return edit_record(
            request,
            kind=kind.name,
            key=key,
            template=template,
            context={"client": client},
            create=True,
            initial={"client": client.pk},
        )

    return page


@read_or_post
def measurement_create(request: AuthedRequest) -> HttpResponse:
    """The form of a new measurement of the client that the address names."""
    return _create(request, MEASUREMENT, "clients/measurement_form.html")


@read_or_post
def measurement_edit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The form of one measurement."""
    measurement = get_measurement(request.user, pk)
    find_measurement(request.user, pk)  # not of one that was removed
    return _form(request, MEASUREMENT, "clients/measurement_form.html", measurement.client)(pk)


@require_POST
def measurement_remove(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Hides a measurement; the page it leads to offers to bring it back."""
    measurement = get_measurement(request.user, pk)
    measurement.remove()
    return redirect(f"{reverse('clients:detail', args=[measurement.client_id])}?removed={pk}#measurements")


@require_POST
def measurement_restore(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Brings a measurement back."""
    measurement = get_measurement(request.user, pk)
    measurement.restore()
    return redirect(measurement)


@read_or_post
def note_create(request: AuthedRequest) -> HttpResponse:
    """The form of a new note about the client that the address names."""
    return _create(request, NOTE, "clients/note_form.html")


@read_or_post
def note_edit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The form of one note, for its author."""
    note = get_note(request.user, pk)
    find_note(request.user, pk)  # not of somebody else's
    return _form(request, NOTE, "clients/note_form.html", note.client)(pk)


@require_safe
def note_texts(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """One note with every text it ever had."""
    note = get_note(request.user, pk)
    saves = Revision.objects.filter(kind=NOTE.name, key=pk).prefetch_related("by").order_by("-version")
    return render(request, "clients/note_texts.html", {"note": note, "client": note.client, "saves": saves})
