"""Between plans and templates: a plan saved as a template, and a template's changes taken into its plans."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.http import AuthedRequest
from apps.diet_templates.gates import may_create_templates
from apps.diet_templates.pages import PAGE_SIZE
from apps.drafts.models import Draft
from apps.history.pages import refusals
from apps.meal_plans.followers import plans_behind
from apps.meal_plans.gates import get_meal_plan, get_meal_plan_rw
from apps.meal_plans.kinds import MEAL_PLAN
from apps.meal_plans.lineage import Offer
from apps.meal_plans.nameless import nameless
from apps.meal_plans.review_rows import groups_of
from apps.meal_plans.reviewing import Review, take
from apps.meal_plans.services import template_from_plan
from apps.meal_plans.sources import get_source, template_of
from apps.meal_plans.template_forms import SaveAsTemplateForm


@require_http_methods(["GET", "HEAD", "POST"])
def plan_save_as_template(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Makes a template of this person out of a plan; asked twice with one key it makes one."""
    plan = get_meal_plan(request.user, pk)
    if not may_create_templates(request.user):
        raise Http404
    form = SaveAsTemplateForm(request.POST or None, plan=plan, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        template = template_from_plan(
            get_source(wanted["kind"]),
            plan,
            name=wanted["name"],
            is_shared=wanted["is_shared"],
            user=request.user,
            key=wanted["key"],
        )
        messages.success(request, _("Here is the template. The plan stays as it is."))
        return redirect(template)
    texts = nameless(plan.menu, plan.client.name).texts
    ctx = {"form": form, "plan": plan, "texts": list(dict.fromkeys(texts))}
    return render(request, "meal_plans/save_as_template.html", ctx, status=422 if form.errors else 200)


@require_safe
def plans_of_template(request: AuthedRequest, kind: str, pk: UUID) -> HttpResponse:
    """The running plans of this person that are on an earlier version of the template."""
    template = get_source(kind).get(request.user, pk)
    page = Paginator(plans_behind(request.user, kind, template), PAGE_SIZE).get_page(request.GET.get("page"))
    prefetch_related_objects(list(page), "client")
    return render(request, "meal_plans/behind.html", {"template": template, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_review(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What changed in the template since; POST takes what was ticked, or skips all of it."""
    plan = get_meal_plan_rw(request.user, pk)
    template = template_of(request.user, plan)
    if template is None:
        text = _("The template is no longer there, or not shared with you. The plan stays as it is.")
        messages.warning(request, text)
        return redirect(plan)
    review = Review(plan, template, request.user)
    if request.method != "POST":
        return _page(request, review)
    ticked = request.POST.getlist("take")
    seen = request.POST.get("version"), request.POST.get("template_version")
    offers = review.chosen(ticked)
    if seen != (str(plan.version), str(template.version)) or len(offers) != len(set(ticked)):
        return _page(request, review, ticked, status=409)
    if "skip" in request.POST:
        return _skip(request, review)
    return _take(request, review, offers, ticked) if offers else _skip(request, review)


def _take(
    request: AuthedRequest, review: Review, offers: list[Offer], ticked: Collection[str]
) -> HttpResponse:
    outcome = take(review, offers)
    if outcome is None:
        return _moved(request, review)
    if outcome.record is None:
        fresh = Review(get_meal_plan_rw(request.user, review.plan.pk), review.template, request.user)
        return _page(request, fresh, ticked, refused=refusals(outcome.form), status=422)
    count = sum(offer.count for offer in offers)
    text = ngettext(
        "%(count)d change is taken. The plan is on version %(version)d of the template now.",
        "%(count)d changes are taken. The plan is on version %(version)d of the template now.",
        count,
    )
    messages.success(request, text % {"count": count, "version": review.template.version})
    return redirect(review.plan)


def _skip(request: AuthedRequest, review: Review) -> HttpResponse:
    if not review.plan.follow(review.template.version):
        return _moved(request, review)
    text = _("Nothing is taken: the plan stays as it is, and is on version %(version)d of the template now.")
    messages.success(request, text % {"version": review.template.version})
    return redirect(review.plan)


def _moved(request: AuthedRequest, review: Review) -> HttpResponse:
    """Somebody saved the plan between our reading and our writing."""
    messages.warning(request, _("The plan was saved at this very moment. Please try again."))
    return redirect("meal_plans:review", review.plan.pk)


def _page(
    request: AuthedRequest,
    review: Review,
    ticked: Collection[str] | None = None,
    *,
    refused: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The review, with what was ticked; 409 says that it is another one than this person was shown."""
    ctx = {
        "plan": review.plan,
        "client": review.plan.client,
        "template": review.template,
        "review": review,
        "groups": groups_of(review, ticked),
        "refused": refused,
        "is_outdated": status == 409,
        "has_draft": Draft.objects.of(request.user, MEAL_PLAN.name, review.plan.pk).live().exists(),
    }
    return render(request, "meal_plans/review.html", ctx, status=status)
