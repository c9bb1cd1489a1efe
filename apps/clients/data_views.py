"""A client's data as a whole: taking it along, deleting it for good."""

from collections.abc import AsyncIterator, Iterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django import forms
from django.contrib import messages
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.http import AuthedRequest
from apps.clients import export
from apps.clients.gates import get_client, get_client_to_delete
from apps.clients.removal import delete_client, what_goes


@require_safe
def client_export(request: AuthedRequest, pk: UUID) -> HttpResponseBase:
    """Everything about one client as a JSON file, for whoever may read it."""
    client = get_client(request.user, pk)
    pieces = export.client_export(client)
    content = _pieces_async(pieces) if isinstance(request, ASGIRequest) else pieces
    name = f"{slugify(client.name) or 'client'}-{timezone.localdate():%Y-%m-%d}.json"
    return StreamingHttpResponse(
        content,
        content_type="application/json; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
            "Cache-Control": "no-store",
            # Django gzips each piece of an asynchronous stream by itself; browsers unpack the first one only.
            "Content-Encoding": "identity",
        },
    )


async def _pieces_async(pieces: Iterator[str]) -> AsyncIterator[str]:
    """The same pieces, each made in the thread that may use the database."""
    while (piece := await sync_to_async(_next)(pieces)) is not None:
        yield piece


def _next(pieces: Iterator[str]) -> str | None:
    return next(pieces, None)


class DeletionForm(forms.Form):
    """The client's name, typed by hand, so that no slip of the mouse deletes anybody."""

    name = forms.CharField(
        label=gettext_lazy("The client's name"),
        max_length=150,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: QueryDict | None, *, expected: str) -> None:
        super().__init__(data)
        self.expected = " ".join(expected.split()).casefold()

    def clean_name(self) -> str:
        """Refuses any other name; capitals and spaces do not matter."""
        typed: str = self.cleaned_data["name"]
        if " ".join(typed.split()).casefold() != self.expected:
            raise forms.ValidationError(_("This is not the name of this client."), code="other_name")
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
def client_delete(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Says what goes with a client, and deletes all of it when their name is typed."""
    client = get_client_to_delete(request.user, pk)
    form = DeletionForm(request.POST if request.method == "POST" else None, expected=client.name)
    if form.is_bound and form.is_valid():
        delete_client(client, by=request.user)
        messages.success(request, _("The client and everything about them is deleted."))
        return redirect("clients:list")
    ctx = {"client": client, "form": form, "goes": what_goes(client)}
    return render(request, "clients/delete.html", ctx, status=422 if form.is_bound else 200)
