"""A plan on paper, as files, and as a shopping list: for everybody who may read it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.http import AuthedRequest
from apps.exchange.csv_files import csv_response
from apps.meal_plans.gates import get_meal_plan
from apps.menus.reading import readable
from apps.practice.models import Practice
from apps.sheets import pdf
from apps.sheets.choices import SheetForm, ShoppingForm
from apps.sheets.files import pdf_response
from apps.sheets.lists import groups_of, shopping_of, table_of
from apps.sheets.papers import paper_of
from apps.sheets.tables import plan_table


@require_safe
def plan_print(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The sheet as it is printed, and what can be chosen about it."""
    plan = get_meal_plan(request.user, pk)
    form = SheetForm(request.GET, plan=plan, menu=readable(plan.menu))
    practice = Practice.current()
    ctx = {
        "form": form,
        "plan": plan,
        "client": plan.client,
        "practice": practice,
        "logo": reverse("practice:logo") if practice.logo_type else "",
        "has_pdf": pdf.is_available(),
    }
    if not form.is_valid():
        return render(request, "sheets/print.html", ctx, status=422)
    with translation.override(form.choice.language):
        ctx["paper"] = paper_of(plan, form.choice)
    return render(request, "sheets/print.html", ctx)


@require_safe
def plan_pdf(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The same as a file; what cannot be chosen is explained on the page of the sheet."""
    plan = get_meal_plan(request.user, pk)
    form = SheetForm(request.GET, plan=plan, menu=readable(plan.menu))
    if not form.is_valid():
        return redirect(f"{reverse('sheets:print', args=[pk])}?{request.GET.urlencode()}")
    return pdf_response(request, plan, plan.client, form.choice)


@require_safe
def plan_csv(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Every item of the plan, for a spreadsheet."""
    plan = get_meal_plan(request.user, pk)
    return csv_response(f"{plan} {plan.client}", plan_table(plan))


@require_safe
def shopping(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What to buy for some days, by food group."""
    plan = get_meal_plan(request.user, pk)
    form = ShoppingForm(request.GET, plan=plan, menu=readable(plan.menu))
    ctx = {"form": form, "plan": plan, "client": plan.client}
    if not form.is_valid():
        return render(request, "sheets/shopping.html", ctx, status=422)
    ctx["groups"] = groups_of(shopping_of(plan, **form.cleaned_data))
    return render(request, "sheets/shopping.html", ctx)


@require_safe
def shopping_csv(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The same list for a spreadsheet."""
    plan = get_meal_plan(request.user, pk)
    form = ShoppingForm(request.GET, plan=plan, menu=readable(plan.menu))
    if not form.is_valid():
        return redirect(f"{reverse('sheets:shopping', args=[pk])}?{request.GET.urlencode()}")
    name = _("Shopping list %(plan)s") % {"plan": plan}
    return csv_response(name, table_of(shopping_of(plan, **form.cleaned_data)))
