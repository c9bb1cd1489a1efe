"""Clients in Django admin: to find, to read, to put away.

What the form of the site edits is read-only here: only there is it versioned and merged.
"""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.clients.admin_forms import JOINS, CareTeamsForm
from apps.clients.care_teams import MOST_CLIENTS, Reseated, change_care_teams
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
    actions = ["change_care_team"]
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

    @admin.action(description=_("Add a person to their care teams, or remove one"))
    def change_care_team(self, request: HttpRequest, clients: QuerySet[Client]) -> HttpResponse:
        """Asks whom, on a page between; then does it and says for whom it was done."""
        chosen = list(clients.order_by("name").values_list("pk", "name")[: MOST_CLIENTS + 1])
        form = CareTeamsForm(request.POST if "apply" in request.POST else None)
        if len(chosen) > MOST_CLIENTS:
            text = gettext("At most %(most)d clients at once: choose fewer.") % {"most": MOST_CLIENTS}
            self.message_user(request, text, messages.ERROR)
            return redirect(request.get_full_path())
        if form.is_valid():
            wanted = form.cleaned_data
            joins = wanted["change"] == JOINS
            keys, by = [key for key, _name in chosen], cast(User, request.user)
            done = change_care_teams(by=by, keys=keys, person=wanted["person"], joins=joins)
            self._report(request, done)
            return redirect(request.get_full_path())
        return self._ask_whom(request, form, chosen)

    def _ask_whom(
        self, request: HttpRequest, form: CareTeamsForm, chosen: Sequence[tuple[UUID, str]]
    ) -> HttpResponse:
        ctx = {
            **self.admin_site.each_context(request),
            "title": _("Change care teams"),
            "opts": self.opts,
            "form": form,
            "chosen": chosen,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/clients/care_teams.html", ctx)

    def _report(self, request: HttpRequest, done: Reseated) -> None:
        # Without log entries: the Revision of each client says who did it, and the audit list shows that.
        count = len(done.clients)
        text = ngettext("%(count)d care team changed.", "%(count)d care teams changed.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)
        if done.skipped:
            said = gettext("Left as they were: %(reasons)s") % {"reasons": " ".join(done.skipped)}
            self.message_user(request, said, messages.WARNING)

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
