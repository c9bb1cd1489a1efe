"""The pages of saved meals: a list, and one of each. They are made and used in the menu editor."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.http import AuthedRequest
from apps.accounts.models import User
from apps.saved_meals.display import rows_of, view_of
from apps.saved_meals.forms import SavedMealFilter, SavedMealForm
from apps.saved_meals.gates import get_saved_meal, get_saved_meal_rw, may_change
from apps.saved_meals.models import SavedMeal

PAGE_SIZE = 25


@require_safe
def meal_list(request: AuthedRequest) -> HttpResponse:
    """The saved meals this person may read, with search, filters and paging."""
    filters = SavedMealFilter(request.GET)
    page = Paginator(filters.apply(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    removed = _removed(request.user, request.GET.get("removed", ""))
    ctx = {"filters": filters, "page": page, "rows": rows_of(page.object_list), "removed": removed}
    return render(request, "saved_meals/list.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def meal_detail(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """One saved meal; its owner renames, moves and shares it here."""
    if request.method == "POST":
        return _save(request, get_saved_meal_rw(request.user, pk))
    meal = get_saved_meal(request.user, pk)
    form = SavedMealForm(instance=meal, initial={"version": meal.version})
    return _page(request, meal, form)


@require_POST
def meal_remove(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Hides a saved meal; the page it leads to offers to bring it back. Menus that have it keep it."""
    get_saved_meal_rw(request.user, pk).remove()
    return redirect(f"{reverse('saved-meals:list')}?removed={pk}")


@require_POST
def meal_restore(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Brings a saved meal back."""
    meal = get_saved_meal_rw(request.user, pk)
    meal.restore()
    messages.success(request, _("%(name)s is back in the list.") % {"name": meal})
    return redirect(meal)


def _save(request: AuthedRequest, meal: SavedMeal) -> HttpResponse:
    """Only the fields of the form, and only if nobody has changed them since the page was shown."""
    form = SavedMealForm(request.POST, instance=SavedMeal(pk=meal.pk, menu=meal.menu, owner=meal.owner))
    if form.is_valid():
        given = dict(form.cleaned_data)
        meal.version = given.pop("version")
        if meal.change(**given):
            messages.success(request, _("%(name)s is saved.") % {"name": meal})
            return redirect(meal)
        meal.refresh_from_db()
        form.data = {**request.POST.dict(), "version": str(meal.version)}
        form.add_error(None, _overtaken(meal))
    return _page(request, meal, form, status=422)


def _page(request: AuthedRequest, meal: SavedMeal, form: SavedMealForm, status: int = 200) -> HttpResponse:
    ctx = {"meal": meal, "view": view_of(meal), "form": form, "may_change": may_change(request.user, meal)}
    return render(request, "saved_meals/detail.html", ctx, status=status)


def _overtaken(meal: SavedMeal) -> str:
    """What stands there now, so that saving once more is a decision."""
    shared = _("shared with the practice") if meal.is_shared else _("not shared")
    text = _("Meanwhile it was changed to “%(name)s” (%(slot)s, %(shared)s). Save again to have it as below.")
    return text % {"name": meal.name, "slot": meal.get_slot_display(), "shared": shared}


def _removed(user: User, key: str) -> SavedMeal | None:
    """The deleted one that the address names, to be offered back."""
    try:
        theirs = SavedMeal.objects.editable_by(user).exclude(removed_at=None)
        return theirs.filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None
