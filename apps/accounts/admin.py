"""Users in Django admin: people are added, given a role, a new password, and stopped from signing in."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.admin_forms import PasswordForm, UserAddForm, UserEditForm
from apps.accounts.bulk import Changed, require_admin, set_active, set_role
from apps.accounts.models import Role, User
from dtps.db.transactions import run_atomic

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
    actions = ["make_admins", "make_dietitians", "make_counsellors", "let_sign_in", "stop_signing_in"]
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

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Saves the account while whoever does it is an admin still."""

        def save() -> None:
            require_admin(cast(User, request.user))
            super(UserAdmin, self).save_model(request, obj, form, change)

        run_atomic(save)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a person: taking away "may sign in" is what is meant."""
        return False

    @admin.action(description=_("Give the role: admin"))
    def make_admins(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._give(request, people, Role.ADMIN)

    @admin.action(description=_("Give the role: dietitian"))
    def make_dietitians(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._give(request, people, Role.DIETITIAN)

    @admin.action(description=_("Give the role: health counsellor"))
    def make_counsellors(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._give(request, people, Role.COUNSELLOR)

    @admin.action(description=_("Let them sign in"))
    def let_sign_in(self, request: HttpRequest, people: QuerySet[User]) -> None:
        changed = set_active(by=cast(User, request.user), keys=_keys(people), is_active=True)
        self._report(request, changed, ["is_active"])

    @admin.action(description=_("Let them sign in no longer"))
    def stop_signing_in(self, request: HttpRequest, people: QuerySet[User]) -> None:
        changed = set_active(by=cast(User, request.user), keys=_keys(people), is_active=False)
        self._report(request, changed, ["is_active"])

    def _give(self, request: HttpRequest, people: QuerySet[User], role: Role) -> None:
        changed = set_role(by=cast(User, request.user), keys=_keys(people), role=role)
        self._report(request, changed, ["role"])

    def _report(self, request: HttpRequest, changed: Changed, fields: list[str]) -> None:
        """What was done, in the log of each person and on the page; then who was left out."""
        for person in changed.people:
            self.log_change(request, person, [{"changed": {"fields": fields}}])
        count = len(changed.people)
        text = ngettext("%(count)d person changed.", "%(count)d people changed.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)
        if changed.skipped:
            said = gettext("Left as they were: %(reasons)s") % {"reasons": " ".join(changed.skipped)}
            self.message_user(request, said, messages.WARNING)


def _keys(people: QuerySet[User]) -> list[Any]:
    return list(people.order_by().values_list("pk", flat=True))
