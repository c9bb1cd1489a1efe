"""Working out a client's targets, and keeping them. Both pages are for those who may change the client."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.http import AuthedRequest
from apps.clients.body_mass import CUTOFFS
from apps.clients.gates import get_client_rw
from apps.clients.kinds import CLIENT
from apps.clients.measures import BY_KEY
from apps.clients.models import Client
from apps.clients.target_forms import TargetsForm, WorkOutForm, in_words, known_of, rounded_targets, steps
from apps.clients.targets import Targets, work_out
from apps.drafts.amending import amend_record

# Field of the form -> the measure that fills it.
MEASURED = {"weight_kg": "weight_kg", "height_cm": "height_cm", "body_fat_percent": "body_fat_pct"}


@require_http_methods(["GET", "HEAD", "POST"])
def client_targets(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The form, and below it the working and the targets that come out."""
    client = get_client_rw(request.user, pk)
    if request.method != "POST":
        return _page(request, client, WorkOutForm(initial=_begin_with(client)))
    form = WorkOutForm(request.POST)
    if not form.is_valid():
        return _page(request, client, form, status=422)
    worked = work_out(form.body(), form.goal())
    initial = {**rounded_targets(worked), "version": client.version}
    return _page(request, client, form, worked, TargetsForm(initial=initial))


@require_POST
def client_targets_store(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Keeps the targets as they stand in the form, on top of the client that the person was shown."""
    client = get_client_rw(request.user, pk)
    form, targets = WorkOutForm(request.POST), TargetsForm(request.POST)
    worked = work_out(form.body(), form.goal()) if form.is_valid() else None
    if not targets.is_valid():
        return _page(request, client, form, worked, targets, status=422)
    version = targets.cleaned_data["version"]
    if amend_record(request.user, CLIENT, pk, version=version, columns=targets.columns()):
        messages.success(request, _("These are the targets of %(name)s now.") % {"name": client})
        return redirect(client)
    targets.add_error(None, _("The client was changed meanwhile. Please look, and keep the targets again."))
    return _page(request, client, form, worked, targets, status=409)


def _begin_with(client: Client) -> dict[str, Any]:
    """What the form shows at first: who the client is, and what was measured last."""
    return known_of(client) | {
        name: None if (value := client.latest(kind)) is None else float(value)
        for name, kind in MEASURED.items()
    }


def _measured_on(client: Client) -> list[tuple[str, str]]:
    """Which of those figures there are, and the days on which they were measured, in words."""
    days = {kind: client.latest_day(kind) for kind in MEASURED.values()}
    return [(str(BY_KEY[kind].label), date_format(day, "DATE_FORMAT")) for kind, day in days.items() if day]


def _page(
    request: AuthedRequest,
    client: Client,
    form: WorkOutForm,
    worked: Targets | None = None,
    targets: TargetsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    ctx: dict[str, Any] = {"client": client, "form": form, "worked": worked, "targets": targets}
    ctx["measured"] = _measured_on(client)
    if worked:
        bmi = worked.bmi.value
        ctx["steps"] = steps(worked)
        ctx["missing"] = in_words(name for name in worked.missing if name != "room")
        ctx["bmi"] = bmi and [(scale, scale.band(bmi)) for scale in CUTOFFS.values()]
    return render(request, "clients/work_out.html", ctx, status=status)
