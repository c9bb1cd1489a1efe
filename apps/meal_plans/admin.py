"""Plans and their templates in Django admin: to find, to read, to hand over, to put away."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.diet_templates.admin import RECORD_FIELDS, MenuRecordAdmin, TemplateAdmin
from apps.diet_templates.header import RANGE_FIELDS
from apps.meal_plans.kinds import MEAL_PLAN_TEMPLATE
from apps.meal_plans.models import MealPlan, MealPlanTemplate


@admin.register(MealPlanTemplate)
class MealPlanTemplateAdmin(TemplateAdmin):
    """The meal plan templates of the practice."""

    kind = MEAL_PLAN_TEMPLATE


@admin.register(MealPlan)
class MealPlanAdmin(MenuRecordAdmin):
    """The plans of all clients."""

    list_display = ["name", "client_name", "start_date", "length_days", "status", "updated_at"]
    list_filter = ["status", "source_kind"]
    loaded_for_list = ("client",)
    search_fields = ["name", "description"]
    autocomplete_fields = ["client"]
    readonly_fields = [
        "name", "start_date", "status", "description", *RANGE_FIELDS, "length_days",
        "source_kind", "source_name", "source_version", *RECORD_FIELDS,
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["client"]}),
        (
            _("Edited on the site"),
            {"fields": ["name", "start_date", "status", "description", *RANGE_FIELDS, "length_days"]},
        ),
        (_("Made from"), {"fields": ["source_kind", "source_name", "source_version"]}),
        (_("History"), {"fields": [*RECORD_FIELDS]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Also without the frozen figures and the reasons."""
        return super().get_queryset(request).defer("menu", "figures", "overrides")

    # A plain foreign key in list_display would make Django join the whole table of clients.
    @admin.display(description=_("client"))
    def client_name(self, plan: MealPlan) -> str:
        """Whose plan it is."""
        return str(plan.client)
