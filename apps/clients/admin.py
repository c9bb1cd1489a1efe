"""Clients in Django admin."""

from typing import ClassVar

from django import forms
from django.contrib import admin

from apps.clients.forms import several
from apps.clients.models import CareTeamMember, Client
from apps.foods.diet import Allergen, Restriction


class ClientAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """A client's record with its lists as boxes to tick."""

    allergies = several(Client._meta.get_field("allergies").verbose_name.capitalize(), Allergen.choices)
    restrictions = several(
        Client._meta.get_field("restrictions").verbose_name.capitalize(), Restriction.choices
    )

    class Meta:
        model = Client
        fields: ClassVar = [
            "name", "birth_date", "sex", "phone", "email",
            "allergies", "no_known_allergies", "allergy_notes", "restrictions", "restriction_notes",
            "target_kcal", "target_protein_g", "target_carb_g", "target_fat_g", "is_archived",
        ]  # fmt: skip


class CareTeamInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who looks after the client."""

    model = CareTeamMember
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The clients of the practice."""

    form = ClientAdminForm
    inlines = [CareTeamInline]
    list_display = ["name", "birth_date", "sex", "target_kcal", "is_archived"]
    list_filter = ["is_archived", "sex"]
    search_fields = ["name", "email", "phone"]
    ordering = ["name"]
