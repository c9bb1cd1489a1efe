"""Users in Django admin: people are added, given a role, a new password, and stopped from signing in."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.admin_forms import PasswordForm, UserAddForm, UserEditForm
from apps.accounts.models import User

admin.site.unregister(Group)  # rights follow from the role alone


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    """The people of the practice. They are never deleted, because what they wrote keeps their name."""

    form = UserEditForm
    add_form = UserAddForm
    change_password_form = PasswordForm
    list_display = ["name", "email", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["name", "email", "password"]}),
        (_("In the practice"), {"fields": ["role", "is_active"]}),
        (_("Pages"), {"fields": ["time_zone", "language"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["name", "email", "role", "password1", "password2"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Admins cannot lock themselves out by a slip: their own role is for another admin to change."""
        own = ("role", "is_active") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a person: taking away "may sign in" is what is meant."""
        return False
