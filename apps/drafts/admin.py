"""Drafts and saved versions in Django admin: to read; drafts also to delete."""

import json
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.drafts.models import Draft, Revision


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What only the application writes. Finds by the id of the object as well as by `search_fields`."""

    person: str  # the foreign key to a user that the list shows
    bodies: tuple[str, ...]  # JSON, left out of the list
    list_per_page = 50
    search_help_text = _("Name or e-mail of the person, or the id of the object")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """In a list without the bodies, the people in one query: a join would read whole collections."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return rows.defer(*self.bodies).prefetch_related(self.person) if is_list else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows of one object where its id is given."""
        try:
            return queryset.filter(key=UUID(search_term.strip())), False
        except ValueError:
            return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from forms only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A change here would be one that no merge knows of."""
        return False

    @admin.display(description=_("content"))
    def content(self, row: Draft | Revision) -> SafeString:
        """The form's data, readable."""
        return format_html("<pre>{}</pre>", json.dumps(row.data, indent=2, ensure_ascii=False))


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """Who is in the middle of what. One that is deleted is gone; browsers that have it open keep theirs."""

    person = "user"
    bodies = ("data", "saves")
    list_display = ["kind", "key", "whose", "size", "updated_at", "expires_at"]
    list_filter = ["kind"]
    search_fields = ["user__name", "user__email"]
    fields = [
        "kind",
        "key",
        "user",
        "revision",
        "base_version",
        "size",
        "updated_at",
        "expires_at",
        "content",
    ]
    readonly_fields = ["content"]

    @admin.display(description=_("user"))
    def whose(self, draft: Draft) -> User:
        """The person; not the field itself, for which Django would join."""
        return draft.user


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Every saved state. None can be deleted: open forms merge from them."""

    person = "by"
    bodies = ("data", "summary")
    list_display = ["kind", "key", "version", "saved_by", "at"]
    list_filter = ["kind"]
    search_fields = ["by__name", "by__email"]
    fields = ["kind", "key", "version", "by", "at", "content"]
    readonly_fields = ["content"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """See above."""
        return False

    @admin.display(description=_("saved by"))
    def saved_by(self, revision: Revision) -> User | None:
        """The person; not the field itself, for which Django would join."""
        return revision.by
