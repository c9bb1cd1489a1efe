"""What is done to a plan at one stroke, beside its editor: the client's targets, frozen days."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.http import AuthedRequest
from apps.drafts.amending import amend_record
from apps.meal_plans.dates import runs
from apps.meal_plans.freeze_forms import FreezeForm
from apps.meal_plans.freezing import freeze_days, preview_of
from apps.meal_plans.gates import get_meal_plan_rw
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.models import MealPlan
from apps.meal_plans.taking import ranges_from


@require_POST
def plan_take_targets(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Measures the days of a plan against the targets of its client from now on."""
    plan = get_meal_plan_rw(request.user, pk)
    ranges = ranges_from(plan.client)
    if not ranges:
        messages.warning(request, _("%(name)s has no targets yet.") % {"name": plan.client})
    elif amend_record(request.user, MEAL_PLAN, pk, version=plan.version, columns={**ranges}):
        messages.success(
            request, _("The plan is measured against the targets of %(name)s.") % {"name": plan.client}
        )
    else:
        messages.warning(request, _("The plan was saved at this very moment. Please try again."))
    return redirect(plan)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_freeze(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Which days are frozen, and with dates in the address what freezing them would do; POST does it."""
    plan = get_meal_plan_rw(request.user, pk)
    if request.method != "POST":
        asked = "first" in request.GET or "last" in request.GET
        form = FreezeForm(request.GET if asked else None, plan=plan)
        return _freeze_page(request, plan, form, 422 if asked and not form.is_valid() else 200)
    form = FreezeForm(request.POST, plan=plan)
    if not form.is_valid():
        return _freeze_page(request, plan, form, 422)
    version = form.cleaned_data["version"]
    if version is None or not freeze_days(plan, form.frozen(), by=request.user, version=version):
        form.add_error(None, _("The plan was changed meanwhile. Please look at it as it is now."))
        plan.refresh_from_db()
        return _freeze_page(request, plan, form, 409)
    words = (
        _("The days are back where they were.") if form.cleaned_data["back"] else _("The days are frozen.")
    )
    messages.success(request, words)
    return redirect("meal_plans:freeze", pk)


def _freeze_page(request: AuthedRequest, plan: MealPlan, form: FreezeForm, status: int) -> HttpResponse:
    preview = preview_of(plan, form.frozen()) if form.is_bound and form.is_valid() else None
    ctx = {
        "plan": plan,
        "client": plan.client,
        "form": form,
        "preview": preview,
        "stretches": runs(plan.frozen),
    }
    return render(request, "meal_plans/freeze.html", ctx, status=status)
