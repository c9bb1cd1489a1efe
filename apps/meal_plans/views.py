"""Pages about the plans of clients. Every plan comes from a gate."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.clients.models import Client
from apps.diet_templates.gates import may_create_templates
from apps.diet_templates.header import TemplateRecord
from apps.diet_templates.nutrient_ranges import shown_keys
from apps.diet_templates.pages import PAGE_SIZE, as_uuid
from apps.drafts.pages import edit_record
from apps.meal_plans.figures import figures_for, freeze
from apps.meal_plans.filters import MealPlanFilter
from apps.meal_plans.forms import UseTemplateForm
from apps.meal_plans.gates import get_meal_plan, get_meal_plan_to_publish
from apps.meal_plans.guarding import StillBlocked, judge_plan
from apps.meal_plans.models import MealPlan
from apps.meal_plans.services import archive_plan, plan_from_template, publish_plan, withdraw_plan
from apps.meal_plans.sources import get_source, version_of
from apps.meal_plans.taking import differs, ranges_from
from apps.menus.errors import MenuErrors
from apps.menus.reading import food_ids, readable
from apps.menus.sheet import sheet_of


@require_safe
def plan_list(request: AuthedRequest) -> HttpResponse:
    """The plans of this person's clients, with search, filters and paging."""
    filters = MealPlanFilter(request.GET)
    plans = filters.apply(MealPlan.objects.visible_to(request.user).for_list())
    page = Paginator(plans, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "meal_plans/list.html", {"filters": filters, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: AuthedRequest) -> HttpResponse:
    """The editor of a new plan; its key is in the address, so that a reload finds its draft."""
    key = as_uuid(request.GET.get("key"))
    if key is None:
        query = request.GET.copy()
        query["key"] = str(uuid4())
        return redirect(f"{reverse('meal_plans:create')}?{query.urlencode()}")
    client = as_uuid(request.GET.get("client"))
    return edit_record(
        request,
        kind="meal-plan",
        key=key,
        template="meal_plans/form.html",
        create=True,
        initial=_begun_for(request.user, client) if client else None,
    )


def _begun_for(user: User, client_id: UUID) -> dict[str, Any]:
    """What a new plan begins with: the client, and ranges around the targets that the client has."""
    client = Client.objects.visible_to(user).filter(pk=client_id).first()
    return {"client": client_id, **(ranges_from(client) if client else {})}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The editor of a plan."""
    return edit_record(request, kind="meal-plan", key=pk, template="meal_plans/form.html")


@require_safe
def plan_detail(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The plan to read and to print."""
    plan = get_meal_plan(request.user, pk)
    figures = figures_for(plan, food_ids(readable(plan.menu)))
    page = request.GET.get("page")
    mine = MealPlan.objects.filter(pk=pk)
    targets = ranges_from(plan.client)
    ctx = {
        "plan": plan,
        "client": plan.client,
        "judged": judge_plan(plan),
        "sheet": sheet_of(
            plan.menu, plan.ranges(), figures=figures, dates=plan.dates(), shown=shown_keys(plan), page=page
        ),
        "template_version": version_of(request.user, plan),
        "takes_targets": differs(plan, targets),
        "may_edit": mine.editable_by(request.user).exists(),
        "may_publish": mine.publishable_by(request.user).exists(),
        "may_create": may_create_templates(request.user),
    }
    return render(request, "meal_plans/detail.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_from(request: AuthedRequest, kind: str, pk: UUID) -> HttpResponse:
    """Makes a plan for a client out of a template."""
    template = get_source(kind).get(request.user, pk)
    start = {"start_date": timezone.localdate(), "days": template.length_days or 1, "key": uuid4()}
    initial = {**start, "client": request.GET.get("client")}
    form = UseTemplateForm(request.POST or None, user=request.user, template=template, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan = _made(request, kind, template, form)
        if plan:
            messages.success(request, _("Here is the plan. What you change now stays in the plan."))
            return redirect("meal_plans:edit", plan.pk)
    ctx = {"form": form, "template": template}
    return render(request, "meal_plans/from_template.html", ctx, status=422 if form.errors else 200)


def _made(
    request: AuthedRequest, kind: str, template: TemplateRecord, form: UseTemplateForm
) -> MealPlan | None:
    wanted = form.cleaned_data
    try:
        return plan_from_template(
            kind,
            template,
            client=wanted["client"],
            start=wanted["start_date"],
            days=wanted["days"],
            user=request.user,
            key=wanted["key"],
            overrides=form.overrides(),
        )
    except MenuErrors as errors:
        form.add_error("days", str(errors))
        return None


@require_POST
def plan_publish(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Publishes the version that this person was shown, with its figures as they are today."""
    plan = get_meal_plan_to_publish(request.user, pk)
    seen = str(plan.version) == request.POST.get("version")
    try:
        published = seen and publish_plan(plan, freeze(food_ids(readable(plan.menu)), {}), by=request.user)
    except StillBlocked:
        messages.error(request, _("Not published: some lines hold what the client must not eat. See below."))
        return redirect(plan)
    if published:
        messages.success(request, _("%(name)s is published. It keeps today's figures.") % {"name": plan})
    else:
        messages.warning(request, _("The plan has changed since you looked. Please check and publish again."))
    return redirect(plan)


@require_POST
def plan_withdraw(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Makes a published or archived plan a draft again."""
    plan = get_meal_plan_to_publish(request.user, pk)
    if withdraw_plan(plan, by=request.user):
        messages.success(request, _("%(name)s is a draft again.") % {"name": plan})
    else:
        messages.info(
            request, _("%(name)s was a draft already, or somebody changed it just now.") % {"name": plan}
        )
    return redirect(plan)


@require_POST
def plan_archive(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Puts a plan away; nothing is deleted."""
    plan = get_meal_plan_to_publish(request.user, pk)
    if archive_plan(plan, by=request.user):
        messages.success(request, _("%(name)s is archived.") % {"name": plan})
    else:
        messages.info(request, _("%(name)s was archived already.") % {"name": plan})
    return redirect(plan)
