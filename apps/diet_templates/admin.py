"""Templates in Django admin: to find, to read, to hand over, to put away.

What the form of the site edits is read-only here: only there is it versioned and merged.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.diet_templates.exporting import MOST_TEMPLATES, TooLarge, template_file
from apps.diet_templates.header import RANGE_FIELDS, TemplateRecord
from apps.diet_templates.kinds import DIET_TEMPLATE
from apps.diet_templates.models import DietTemplate
from apps.drafts.kinds import Kind
from apps.exchange.csv_files import download

RECORD_FIELDS = ["version", "created_by", "created_at", "updated_by", "updated_at"]


class MenuRecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Base for records that carry a menu: the menu itself is never loaded here."""

    list_per_page = 50
    loaded_for_list: tuple[str, ...] = ()  # foreign keys shown in the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the menus; records that the list names in one more query for the whole page."""
        return super().get_queryset(request).defer("menu").prefetch_related(*self.loaded_for_list)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They begin on the site, where the editor is."""
        return False


class TemplateAdmin(MenuRecordAdmin):
    """One kind of template."""

    kind: Kind
    actions = ["export_selected"]
    list_display = ["name", "category", "length_days", "owned_by", "is_shared", "is_archived", "updated_at"]
    list_filter = ["category", "difficulty", "is_shared", "is_archived"]
    loaded_for_list = ("owner",)
    search_fields = ["name", "description", "tags"]
    autocomplete_fields = ["owner"]
    readonly_fields = [
        "name", "description", "category", "difficulty", "restriction_names", "tags", "is_shared",
        *RANGE_FIELDS, "length_days", *RECORD_FIELDS,
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "owner", "is_archived"]}),
        (
            _("Edited on the site"),
            {
                "fields": [
                    "description", "category", "difficulty", "restriction_names", "tags", "is_shared",
                    *RANGE_FIELDS, "length_days",
                ],
            },
        ),
        (_("History"), {"fields": [*RECORD_FIELDS]}),
    ]  # fmt: skip

    @admin.action(description=_("Export as a file"))
    def export_selected(self, request: HttpRequest, templates: QuerySet[Any]) -> HttpResponse | None:
        """Those templates, as the import of another practice reads them."""
        keys = list(templates.order_by("name").values_list("pk", flat=True)[: MOST_TEMPLATES + 1])
        records = self.model._default_manager
        try:
            text = template_file(self.kind, (records.get(pk=key) for key in keys))
        except TooLarge:
            said = gettext(
                "This is too much for one file: at most %(most)d templates and 4 MB. Choose fewer."
            )
            self.message_user(request, said % {"most": MOST_TEMPLATES}, messages.ERROR)
            return None
        name = f"{self.kind.name}s-{timezone.localdate():%Y-%m-%d}.json"
        return download(name, text, "application/json; charset=utf-8")

    # A plain foreign key in list_display would make Django join the whole table of users.
    @admin.display(description=_("owner"))
    def owned_by(self, template: TemplateRecord) -> str:
        """The name of the owner."""
        return str(template.owner)

    @admin.display(description=_("dietary restrictions"))
    def restriction_names(self, template: TemplateRecord) -> str:
        """In words."""
        return ", ".join(template.restriction_labels)


@admin.register(DietTemplate)
class DietTemplateAdmin(TemplateAdmin):
    """The diet templates of the practice."""

    kind = DIET_TEMPLATE
