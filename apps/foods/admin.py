"""The food table in Django admin."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.exchange.csv_files import download
from apps.foods.exporting import food_archive
from apps.foods.forms import NutrientFoodForm
from apps.foods.models import Food, Measure
from apps.foods.nutrients import KEYS
from apps.foods.recipe_figures import refresh_recipes
from apps.foods.tags import facts_of, set_tags, tell_changes
from apps.foods.word_index import index_foods

# Six fields side by side: thirty below one another would be a page of their own.
NUTRIENT_ROWS = tuple(KEYS[start : start + 6] for start in range(0, len(KEYS), 6))


class MeasureInline(admin.TabularInline):  # type: ignore[type-arg]
    """The household measures of a food, on its page."""

    model = Measure
    fields = ["seq", "label", "grams", "ml"]
    extra = 0


@admin.register(Food)
class FoodAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Foods with their figures; saving one renews the words under which it is found."""

    form = NutrientFoodForm
    inlines = [MeasureInline]
    list_display = ["name", "local_names", "group", "state", "source", "is_active"]
    list_filter = ["source", "state", "is_active", ("tags_checked_at", admin.EmptyFieldListFilter)]
    list_per_page = 50
    search_fields = ["name", "alt_names", "local_names", "source_id"]
    readonly_fields = ["source_id", "updated_at", "tags_checked_at", "tags_checked_by"]
    actions = ["offer", "withdraw", "confirm_tags", "export_selected"]
    fieldsets = [
        (None, {"fields": ["name", "alt_names", "local_names", "group", "state", "refuse_pct", "is_active"]}),
        (_("Source"), {"fields": ["source", "source_id", "citation", "carb_basis", "updated_at"]}),
        (
            _("Allergens and restrictions"),
            {"fields": ["allergens", "unsuitable_for", "tags_checked", "tags_checked_at", "tags_checked_by"]},
        ),
        (
            _("Nutrients per 100 g of the edible part"),
            {
                "fields": NUTRIENT_ROWS,
                "description": _("Leave empty what is not known; 0 means that it has none."),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Food]:
        """Without the JSON bodies, which no list shows; the page of one food reads them."""
        foods = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "foods_food_changelist"
        return foods.defer("nutrients", "allergens", "unsuitable_for") if is_list else foods

    def save_model(self, request: HttpRequest, obj: Food, form: Any, change: bool) -> None:
        """Keep search, recipes and tags in step with what was entered; tell who guards menus."""
        given = form.cleaned_data
        before = facts_of(vars(obj))
        set_tags(
            obj,
            allergens=given["allergens"],
            unsuitable_for=given["unsuitable_for"],
            checked=given["tags_checked"],
            by=cast(User, request.user),
        )
        super().save_model(request, obj, form, change)
        index_foods([obj])
        refresh_recipes([obj.pk])
        if change:
            tell_changes({str(obj.pk): before}, {str(obj.pk): facts_of(vars(obj))})

    def get_urls(self) -> list[Any]:
        """Django's own, and the export of all."""
        view = self.admin_site.admin_view(require_safe(self.export_all))
        return [path("export/", view, name="foods_food_export"), *super().get_urls()]

    def export_all(self, request: HttpRequest) -> HttpResponse:
        """The whole table, as an import reads it."""
        return self.export_selected(request, Food.objects.all())

    @admin.action(description=_("Export as CSV files"))
    def export_selected(self, request: HttpRequest, foods: QuerySet[Food]) -> HttpResponse:
        """Those foods, as an import reads them."""
        keys = list(foods.order_by("source_id").values_list("pk", flat=True))
        name = f"foods-{timezone.localdate():%Y-%m-%d}.zip"
        return download(name, food_archive(keys), "application/zip")

    @admin.action(description=_("Offer in search"))
    def offer(self, request: HttpRequest, foods: QuerySet[Food]) -> None:
        self._set_active(request, foods, True)

    @admin.action(description=_("Offer no longer (plans keep them)"))
    def withdraw(self, request: HttpRequest, foods: QuerySet[Food]) -> None:
        self._set_active(request, foods, False)

    @admin.action(description=_("Confirm their allergens and restrictions as they stand"))
    def confirm_tags(self, request: HttpRequest, foods: QuerySet[Food]) -> None:
        """Somebody has looked: what is listed is all there is."""
        keys = list(foods.filter(tags_checked_at=None).order_by().values_list("pk", flat=True))
        checked = {"tags_checked_at": timezone.now(), "tags_checked_by": request.user}
        Food.objects.filter(pk__in=keys).update(**checked)
        refresh_recipes(keys)
        text = ngettext("%(count)d food confirmed.", "%(count)d foods confirmed.", len(keys))
        self.message_user(request, text % {"count": len(keys)}, messages.SUCCESS)

    def _set_active(self, request: HttpRequest, foods: QuerySet[Food], is_active: bool) -> None:
        keys = list(foods.order_by().values_list("pk", flat=True))
        Food.objects.filter(pk__in=keys).update(is_active=is_active)
        index_foods(list(Food.objects.filter(pk__in=keys).order_by()))
        text = ngettext("%(count)d food changed.", "%(count)d foods changed.", len(keys))
        self.message_user(request, text % {"count": len(keys)}, messages.SUCCESS)


@admin.register(Measure)
class MeasureAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """All household measures, to look one up or put one right."""

    list_display = ["label", "food", "grams", "ml"]
    list_per_page = 50
    search_fields = ["label"]
    autocomplete_fields = ["food"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        """With their foods in one further query: a join would read all foods on MongoDB."""
        return super().get_queryset(request).prefetch_related("food")
