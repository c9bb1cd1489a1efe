"""Clients in Django admin: to find, to read, to put away.

What the form of the site edits is read-only here: only there is it versioned and merged.
"""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.clients.models import CareTeamMember, Client, ClientRemoval


class CareTeamInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who looks after the client, to read."""

    model = CareTeamMember
    extra = 0
    autocomplete_fields = ["user"]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """The care team is a field of the client's form."""
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The clients of the practice."""

    inlines = [CareTeamInline]
    list_display = ["name", "birth_date", "sex", "target_kcal", "is_archived", "updated_at"]
    list_filter = ["is_archived", "sex"]
    list_per_page = 50
    search_fields = ["name", "email", "phone"]
    ordering = ["name"]
    readonly_fields = [
        "name", "birth_date", "sex", "phone", "email", "allergies_in_words", "restrictions_in_words",
        "conditions_in_words", "target_kcal", "target_protein_g", "target_carb_g", "target_fat_g",
        "version", "created_by", "created_at", "updated_by", "updated_at",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "is_archived"]}),
        (
            _("Edited on the site"),
            {
                "fields": [
                    "birth_date", "sex", "phone", "email", "allergies_in_words", "restrictions_in_words",
                    "conditions_in_words",
                    "target_kcal", "target_protein_g", "target_carb_g", "target_fat_g",
                ],
            },
        ),
        (_("History"), {"fields": ["version", "created_by", "created_at", "updated_by", "updated_at"]}),
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New clients begin on the site, where their form is."""
        return False

    @admin.display(description=_("allergies"))
    def allergies_in_words(self, client: Client) -> str:
        """The list and the notes."""
        return "; ".join(filter(None, [", ".join(client.allergy_labels), client.allergy_notes])) or "-"

    @admin.display(description=_("dietary restrictions"))
    def restrictions_in_words(self, client: Client) -> str:
        """The list and the notes."""
        return (
            "; ".join(filter(None, [", ".join(client.restriction_labels), client.restriction_notes])) or "-"
        )

    @admin.display(description=_("conditions"))
    def conditions_in_words(self, client: Client) -> str:
        """The list and the notes."""
        return "; ".join(filter(None, [", ".join(client.condition_labels), client.condition_notes])) or "-"


@admin.register(ClientRemoval)
class ClientRemovalAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The clients that were deleted for good: by whom and when, nothing about the person. To read."""

    list_display = ["client_key", "by_name", "begun_at", "finished_at", "counts"]
    list_per_page = 50
    ordering = ["-begun_at"]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Written by the deletion alone, and kept."""
        return False

    has_change_permission = has_delete_permission = has_add_permission

    # A plain foreign key in list_display would make Django join the whole table of people.
    @admin.display(description=_("deleted by"))
    def by_name(self, removal: ClientRemoval) -> str:
        """Who deleted the client."""
        return str(removal.by or "-")
