"""Pages about foods. Every food comes from a gate; counsellors read, dietitians and admins also write."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.drafts.kinds import Kind
from apps.drafts.pages import edit_record
from apps.foods.choices import MOST_FAVOURITES, TooManyFavourites, choices_of, star
from apps.foods.corrections import take_back
from apps.foods.display import food_facts, page_of_rows
from apps.foods.figure_fields import figure_text
from apps.foods.filters import FoodFilter
from apps.foods.gates import (
    get_food,
    get_own_food_rw,
    get_recipe_rw,
    get_table_food_rw,
    may_write_foods,
)
from apps.foods.kinds import CORRECTION, OWN_FOOD, RECIPE
from apps.foods.models import Correction
from apps.foods.nutrients import NUTRIENTS

PAGE_SIZE = 50


@require_safe
def food_list(request: AuthedRequest) -> HttpResponse:
    """The food table with search, filters and paging; one's favourites are starred."""
    filters = FoodFilter(request.GET)
    page = Paginator(filters.apply(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = page_of_rows(page.object_list, choices_of(request.user))
    may_write = may_write_foods(request.user)
    ctx = {"filters": filters, "page": page, "rows": rows, "may_write": may_write}
    return render(request, "foods/list.html", ctx)


@require_safe
def food_detail(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """One food: its figures with where they are from, its measures, what it is made of and used in."""
    food = get_food(pk)
    ctx = {
        "food": food,
        **food_facts(food),
        "is_favourite": food.pk in choices_of(request.user).favourites,
        "may_write": may_write_foods(request.user),
    }
    return render(request, "foods/detail.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def own_food_create(request: AuthedRequest) -> HttpResponse:
    """The form of a new own food; its key is in the address, so that a reload finds its draft."""
    return _create(request, OWN_FOOD, "food-pages:create", "foods/form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def recipe_create(request: AuthedRequest) -> HttpResponse:
    """The form of a new recipe."""
    return _create(request, RECIPE, "food-pages:create-recipe", "foods/recipe_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def own_food_edit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The form of one own food, with autosave."""
    sheet = get_own_food_rw(request.user, pk)
    return edit_record(request, kind=OWN_FOOD.name, key=sheet.pk, template="foods/form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def recipe_edit(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """The form of one recipe, with autosave."""
    recipe = get_recipe_rw(request.user, pk)
    return edit_record(request, kind=RECIPE.name, key=recipe.pk, template="foods/recipe_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def food_correct(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Figures of the practice's own for a food of a table, beside those of its source."""
    food = get_table_food_rw(request.user, pk)
    source = food.nutrients if food.source_nutrients is None else food.source_nutrients
    figures = [(nutrient, figure_text(source.get(nutrient.key))) for nutrient in NUTRIENTS]
    return edit_record(
        request,
        kind=CORRECTION.name,
        key=food.pk,
        template="foods/correct.html",
        context={"food": food, "figures": figures},
        create=True,
    )


@require_POST
def food_take_back(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Lets the figures of the source hold again."""
    food = get_table_food_rw(request.user, pk)
    correction = get_object_or_404(Correction, pk=food.pk)
    if take_back(correction, by=request.user):
        messages.success(request, _("The figures of the source hold again."))
    else:
        messages.error(request, _("Somebody has just saved other figures. Please look at them first."))
    return redirect(food)


@require_POST
def food_star(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Stars a food for this person, or takes the star away, and goes back to the page it was pressed on."""
    food = get_food(pk)
    try:
        star(request.user, food, on=request.POST.get("on") == "1")
    except TooManyFavourites:
        text = _("You have %(most)d favourites already; take the star from one of them first.")
        messages.error(request, text % {"most": MOST_FAVOURITES})
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else food.get_absolute_url())


def _create(request: AuthedRequest, kind: Kind, name: str, template: str) -> HttpResponse:
    if not may_write_foods(request.user):
        raise Http404
    if "key" not in request.GET:
        return redirect(f"{reverse(name)}?key={uuid4()}")
    try:
        key = UUID(request.GET["key"])
    except ValueError:
        raise Http404 from None
    return edit_record(request, kind=kind.name, key=key, template=template, create=True)
