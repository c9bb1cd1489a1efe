"""Roles and the right to sign in for several people at once, with a word on everybody who was left out."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from apps.accounts.models import Role, User
from dtps.db.transactions import run_atomic


@dataclass(slots=True)
class Changed:
    """The people that a change was made for, and why it was not made for others."""

    people: list[User] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def set_role(*, by: User, keys: Collection[UUID], role: Role) -> Changed:
    """Gives everybody of `keys` but `by` that role."""
    return run_atomic(lambda: _set(by, keys, "role", role))


def set_active(*, by: User, keys: Collection[UUID], is_active: bool) -> Changed:
    """Lets everybody of `keys` but `by` sign in, or stops them; a session ends with its next request."""
    return run_atomic(lambda: _set(by, keys, "is_active", is_active))


def _set(by: User, keys: Collection[UUID], column: str, value: Role | bool) -> Changed:
    # Whoever does it stays an admin, so one is always left; read here, because a colleague may just have
    # taken that right away from them.
    if not User.objects.filter(pk=by.pk, is_active=True, role=Role.ADMIN).exists():
        raise PermissionDenied
    changed = Changed()
    for person in User.objects.filter(pk__in=keys).order_by("name"):
        if person.pk == by.pk:
            changed.skipped.append(
                _("%(name)s: your own account is for another admin to change.") % {"name": person}
            )
        elif getattr(person, column) == value:
            changed.skipped.append(_("%(name)s: is so already.") % {"name": person})
        else:
            changed.people.append(person)
    User.objects.filter(pk__in=[person.pk for person in changed.people]).update(**{column: value})
    return changed
